package dev.lacuna.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.TreeMap;

/** Exactly one package depends on certain classes. None is a violation as well: such a rule has lost what it is about, and would hold for ever. */
final class HaveOneUser extends ArchCondition<JavaClass> {
    private final DescribedPredicate<? super JavaClass> used;
    private final TreeMap<String, Dependency> users = new TreeMap<>();

    private HaveOneUser(DescribedPredicate<? super JavaClass> used) {
        super("have one package alone depend on classes that %s", used.getDescription());
        this.used = used;
    }

    static HaveOneUser onePackage(DescribedPredicate<? super JavaClass> used) {
        return new HaveOneUser(used);
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
                .ifPresent(dependency -> users.putIfAbsent(type.getPackageName(), dependency));
    }

    @Override
    public void finish(ConditionEvents events) {
        if (users.isEmpty()) {
            events.add(SimpleConditionEvent.violated(used, "nothing depends on classes that " + used.getDescription()));
        }
        if (users.size() > 1) {
            users.values()
                    .forEach(dependency ->
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
        }
    }
}
