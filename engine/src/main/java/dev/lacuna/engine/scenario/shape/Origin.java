package dev.lacuna.engine.scenario.shape;

/**
 * Where something stands.
 *
 * @param file as the user named it, or as it was found below a folder that the user named
 * @param line from 1; 0 where the file as a whole is meant
 * @param column from 1, in characters; 0 where the line is 0
 * @param path from the document's root, such as {@code spec.experiments[0].kill}; empty for the document itself
 */
public record Origin(String file, int line, int column, String path) {

    /** The file as a whole. */
    public static Origin of(String file) {
        return new Origin(file, 0, 0, "");
    }

    /** {@code file:line:column: path}, without the parts that are not known. */
    @Override
    public String toString() {
        var place = line == 0 ? file : file + ":" + line + ":" + column;
        return path.isEmpty() ? place : place + ": " + path;
    }
}
