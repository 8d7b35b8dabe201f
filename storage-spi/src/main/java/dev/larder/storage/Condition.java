package dev.larder.storage;

/**
 * What must hold for a write or a removal to happen; judged in the same transaction as the change. An expired row
 * counts as absent.
 */
public sealed interface Condition {

    /** No condition. */
    static Condition always() {
        return Plain.ALWAYS;
    }

    /** There is no live row. */
    static Condition ifAbsent() {
        return Plain.IF_ABSENT;
    }

    /** There is a live row. */
    static Condition ifPresent() {
        return Plain.IF_PRESENT;
    }

    /** There is a live row whose value equals {@code value}: the same encoding number and the same native form. */
    static Condition ifValue(Encoded value) {
        return new IfValue(value);
    }

    /** There is a live row that was last written at {@code storeTime}, to the bit: nobody has written it since. */
    static Condition ifStoredAt(double storeTime) {
        return new IfStoredAt(storeTime);
    }

    /** The conditions that carry nothing. */
    enum Plain implements Condition {
        /** See {@link Condition#always()}. */
        ALWAYS,
        /** See {@link Condition#ifAbsent()}. */
        IF_ABSENT,
        /** See {@link Condition#ifPresent()}. */
        IF_PRESENT
    }

    /** See {@link Condition#ifValue(Encoded)}. */
    record IfValue(Encoded value) implements Condition {}

    /** See {@link Condition#ifStoredAt(double)}. */
    record IfStoredAt(double storeTime) implements Condition {}
}
