package dev.lacuna.engine.scenario.shape;

import java.lang.reflect.RecordComponent;

/** The components of records by their names, so that what is read into a record can be written from it by the same description. */
final class Components {

    private Components() {}

    /** The component of this name: the record's own, or else of a record that is a component of it. */
    static Object of(Record made, String name) {
        for (var component : made.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return value(made, component);
            }
        }
        for (var component : made.getClass().getRecordComponents()) {
            if (value(made, component) instanceof Record inner && has(inner, name)) {
                return of(inner, name);
            }
        }
        throw new IllegalStateException("key `%s` can't be written: no component of %s has its name"
                .formatted(name, made.getClass().getSimpleName()));
    }

    private static boolean has(Record made, String name) {
        for (var component : made.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Object value(Record made, RecordComponent component) {
        try {
            return component.getAccessor().invoke(made);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s of %s can't be read".formatted(component.getName(), made), e);
        }
    }
}
