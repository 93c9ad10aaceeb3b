// shape: account_edge
// type: SHIPS_TO
// source: plant Plant by plant
// target: plant Plant by receiver
// kind: shipment
// prose: shipment, shipments
// example: {"plant": "w1", "receiver": "w2"}
