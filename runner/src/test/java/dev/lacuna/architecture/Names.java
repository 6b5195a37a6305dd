package dev.lacuna.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/** Names say what something is. */
final class Names {
    /** As a word of a camel-case name: not in "Implied". The controller manager is a thing of Kubernetes, not a name for a heap. */
    private static final Pattern EMPTY_WORD =
            Pattern.compile("(?<!Controller)(Utils?|Utilit(y|ies)|Helpers?|Managers?|Impl)(?![a-z])");

    private static final Pattern EMPTY_PACKAGE =
            Pattern.compile("\\b(utils?|utilit(y|ies)|helpers?|managers?|impl)\\b");

    static final ArchRule NAMES_SAY_WHAT_IT_IS = classes()
            .should(new SayWhatTheyAre())
            .as("No class or package is called util, helper, manager or impl")
            .because("such a name says nothing, and so everything ends up there; name the thing by its one job");

    private Names() {}

    private static final class SayWhatTheyAre extends ArchCondition<JavaClass> {

        SayWhatTheyAre() {
            super("have a name that says what they are");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean empty = EMPTY_WORD.matcher(type.getSimpleName()).find()
                    || EMPTY_PACKAGE.matcher(type.getPackageName()).find();
            events.add(new SimpleConditionEvent(type, !empty, type.getName()));
        }
    }
}
