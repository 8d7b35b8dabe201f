package dev.larder.internal.pickle;

/**
 * A class or function of Python, as pickles name it.
 *
 * @param module where it is, under the name it has in Python 3
 * @param name its name there, with dots if it is within another class
 */
public record ClassName(String module, String name) {

    private static final String BUILTINS = "builtins";
    private static final String BUILTINS_OF_PYTHON2 = "__builtin__";
    private static final String COPYREG = "copyreg";
    private static final String COPYREG_OF_PYTHON2 = "copy_reg";

    /** The built-in one of this name. */
    static ClassName builtin(String name) {
        return new ClassName(BUILTINS, name);
    }

    /** What a pickle names; up to protocol 2, modules have the names of Python 2. */
    static ClassName of(String module, String name) {
        return new ClassName(
                switch (module) {
                    case BUILTINS_OF_PYTHON2 -> BUILTINS;
                    case COPYREG_OF_PYTHON2 -> COPYREG;
                    default -> module;
                },
                name);
    }

    /** The module as pickles of this protocol spell it. */
    String module(int protocol) {
        return protocol < 3 && module.equals(BUILTINS) ? BUILTINS_OF_PYTHON2 : module;
    }

    @Override
    public String toString() {
        return module + "." + name;
    }
}
