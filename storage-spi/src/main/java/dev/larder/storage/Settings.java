package dev.larder.storage;

import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a store as they were read at one moment: those that {@link Setting} knows and all others, which are
 * kept as they are. Immutable.
 */
public final class Settings {

    private final Map<String, Scalar> rows;

    private Settings(Map<String, Scalar> rows) {
        this.rows = Map.copyOf(rows);
    }

    /** No rows: every setting has its default. */
    public static Settings defaults() {
        return new Settings(Map.of());
    }

    /** These rows. */
    public static Settings of(Map<String, Scalar> rows) {
        return new Settings(rows);
    }

    /**
     * The value of a setting, or its default where there is no row.
     *
     * @throws IllegalArgumentException if the row holds something that the setting cannot be
     */
    public <T> T get(Setting<T> setting) {
        Scalar row = rows.get(setting.name());
        return row == null ? setting.defaultValue() : setting.fromScalar(row);
    }

    /** These settings with another value for one. */
    public <T> Settings with(Setting<T> setting, T value) {
        Map<String, Scalar> changed = new HashMap<>(rows);
        changed.put(setting.name(), setting.toScalar(value));
        return new Settings(changed);
    }

    /** All rows by name. */
    public Map<String, Scalar> rows() {
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && rows.equals(settings.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
