package dev.lacuna.runner.command;

import dev.lacuna.runner.setting.Setting;
import dev.lacuna.runner.setting.SettingSources;
import dev.lacuna.runner.setting.Settings;
import dev.lacuna.runner.setting.Settings.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings' flags, made from the table. */
final class SettingFlags {
    private SettingFlags() {}

    static void addTo(CommandSpec command) {
        for (Setting setting : Setting.values()) {
            var meaning = setting.meaning().replace("%", "%%")
                    + (setting.standard().isEmpty() || setting.kind() == Setting.Kind.FLAG
                            ? ""
                            : " Default: " + setting.standard() + ".");
            var option = OptionSpec.builder(setting.flag()).description(meaning);
            if (setting.kind() == Setting.Kind.FLAG) {
                option.type(boolean.class).arity("0");
            } else {
                option.arity("1").paramLabel(setting.placeholder());
                if (setting.kind() == Setting.Kind.LIST) {
                    option.type(List.class).auxiliaryTypes(String.class);
                } else {
                    option.type(String.class);
                }
            }
            command.addOption(option.build());
        }
    }

    /** The settings that hold for this call. */
    static Settings settings(CommandSpec command, Outside outside) {
        var result = new SettingSources().read(given(command), outside.environment(), outside.folder());
        List<String> problems = new ArrayList<>(repeated(command));
        problems.addAll(result.problems());
        if (!problems.isEmpty()) {
            throw CommandFailure.usage(String.join("\n", problems));
        }
        return result.settings();
    }

    /** The command's own options that take one value and got several; settings tell that themselves. */
    private static List<String> repeated(CommandSpec command) {
        var settings = Arrays.stream(Setting.values()).map(Setting::flag).toList();
        return command.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.isMultiValue() && !settings.contains(option.longestName()))
                .filter(option -> option.originalStringValues().size() > 1
                        && option.arity().min() > 0)
                .map(option -> SettingSources.repeated(option.longestName(), option.originalStringValues()))
                .toList();
    }

    private static List<Value> given(CommandSpec command) {
        List<Value> values = new ArrayList<>();
        var parsed = command.commandLine().getParseResult();
        for (Setting setting : Setting.values()) {
            if (parsed.hasMatchedOption(setting.flag())) {
                values.add(new Value(setting, words(setting, parsed.matchedOption(setting.flag())), setting.flag()));
            }
        }
        return values;
    }

    private static List<String> words(Setting setting, OptionSpec option) {
        if (setting.kind() == Setting.Kind.FLAG) {
            return List.of("true");
        }
        return List.copyOf(option.originalStringValues());
    }
}
