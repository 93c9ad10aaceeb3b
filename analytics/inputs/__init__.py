"""Types that several metrics take: records as metrics read them, and values that one metric computes for others."""
