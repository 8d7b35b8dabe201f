package dev.larder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The name of a collection in a directory of collections. {@code /} nests: {@code "users/sessions"} lies in
 * {@code users/sessions}.
 */
record CollectionName(String name) {

    /** @throws IllegalArgumentException if the name would not lead to a directory of its own inside */
    CollectionName {
        Objects.requireNonNull(name, "name");
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("The name '" + name
                        + "' cannot be used: between its slashes there have to be names, not "
                        + (part.isEmpty() ? "nothing" : "'" + part + "'"));
            }
        }
        if (name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The name '" + name.replace('\0', '\ufffd')
                    + "' cannot be used: it has a backslash or a NUL; only a slash divides names");
        }
    }

    /** Where it lies in {@code root}. */
    Path in(Path root) {
        Path path = root;
        for (String part : name.split("/", -1)) {
            path = path.resolve(part);
        }
        return path;
    }

    /** Directories in {@code root} that it lies in, other than {@code root}. */
    List<Path> parents(Path root) {
        List<Path> parents = new ArrayList<>();
        for (Path path = in(root).getParent(); path != null && !path.equals(root); path = path.getParent()) {
            parents.add(path);
        }
        return parents;
    }
}
