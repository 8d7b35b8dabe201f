package dev.larder.storage;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which rows go first when a store has reached its size limit. Expired rows are removed under every policy. */
public enum EvictionPolicy {
    /** Nothing is evicted; the store grows past its limit. */
    NONE("none"),
    /** The rows written longest ago. Reading costs nothing. */
    LEAST_RECENTLY_STORED("least-recently-stored"),
    /** The rows not read for the longest time. */
    LEAST_RECENTLY_USED("least-recently-used"),
    /** The rows read least often since they were written. */
    LEAST_FREQUENTLY_USED("least-frequently-used");

    private final String settingValue;

    EvictionPolicy(String settingValue) {
        this.settingValue = settingValue;
    }

    /** The name in the store's settings, which DiskCache shares. */
    public String settingValue() {
        return settingValue;
    }

    /** Whether reading a row changes what this policy evicts. */
    public boolean recordsAccess() {
        return this == LEAST_RECENTLY_USED || this == LEAST_FREQUENTLY_USED;
    }

    /**
     * The policy of this name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static EvictionPolicy ofSettingValue(String name) {
        for (EvictionPolicy policy : values()) {
            if (policy.settingValue.equals(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("Unknown eviction policy '" + name + "'; known are "
                + Arrays.stream(values()).map(EvictionPolicy::settingValue).collect(Collectors.joining(", ")));
    }
}
