package dev.lacuna.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Function;

/** All that depend on certain classes are one: one top-level class, or one package. None is as good. */
final class HaveOneUser extends ArchCondition<JavaClass> {
    private final DescribedPredicate<? super JavaClass> used;
    private final Function<JavaClass, String> unit;
    private final TreeMap<String, Dependency> users = new TreeMap<>();

    private HaveOneUser(String what, DescribedPredicate<? super JavaClass> used, Function<JavaClass, String> unit) {
        super("have %s alone depend on classes that %s", what, used.getDescription());
        this.used = used;
        this.unit = unit;
    }

    static HaveOneUser oneClass(DescribedPredicate<? super JavaClass> used) {
        return new HaveOneUser("one class", used, HaveOneUser::topLevel);
    }

    static HaveOneUser onePackage(DescribedPredicate<? super JavaClass> used) {
        return new HaveOneUser("one package", used, JavaClass::getPackageName);
    }

    private static String topLevel(JavaClass type) {
        return type.getEnclosingClass().map(HaveOneUser::topLevel).orElseGet(type::getName);
    }

    @Override
    public void init(Collection<JavaClass> all) {
        users.clear();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> used.test(dependency.getTargetClass()))
                .findFirst()
                .ifPresent(dependency -> users.putIfAbsent(unit.apply(type), dependency));
    }

    @Override
    public void finish(ConditionEvents events) {
        if (users.size() > 1) {
            users.values()
                    .forEach(dependency ->
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
        }
    }
}
