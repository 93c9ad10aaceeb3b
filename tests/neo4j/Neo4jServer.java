import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/**
 * A Neo4j on loopback without authentication that lives as long as its standard input is open. Arguments: DATA PORT
 * REPLAN, the seconds after which a plan is made anew where the store holds much more or less than when it was made.
 */
public final class Neo4jServer {
  public static void main(String[] arguments) throws Exception {
    DatabaseManagementService server = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
    System.out.println("ready");
    System.out.flush();
    while (System.in.read() >= 0) {}
    server.shutdown();
  }

  private static DatabaseManagementService start(Path data, int port, long replanSeconds) {
    return new DatabaseManagementServiceBuilder(data)
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
        .setConfig(GraphDatabaseSettings.auth_enabled, false)
        .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(64))
        .setConfig(GraphDatabaseSettings.udc_enabled, false)
        .setConfig(GraphDatabaseSettings.cypher_min_replan_interval, Duration.ofSeconds(replanSeconds))
        .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0)
        .build();
  }
}
