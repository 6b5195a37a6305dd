package dev.lacuna.runner.command;

import dev.lacuna.runner.setting.Setting;
import dev.lacuna.runner.setting.SettingSources;
import dev.lacuna.runner.setting.Settings;
import dev.lacuna.runner.setting.Settings.Value;
import java.util.ArrayList;
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
                // every option may come several times, so that this is told in the settings' own words
                option.type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel(setting.placeholder());
            }
            command.addOption(option.build());
        }
    }

    /** The settings that hold for this call. */
    static Settings settings(CommandSpec command, Outside outside) {
        var result = new SettingSources().read(given(command), outside.environment(), outside.folder());
        if (!result.problems().isEmpty()) {
            throw CommandFailure.usage(String.join("\n", result.problems()));
        }
        return result.settings();
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
        List<?> words = option.getValue();
        var texts = words.stream().map(String::valueOf).toList();
        return setting == Setting.CONTEXT || setting.kind() == Setting.Kind.LIST
                ? texts
                : texts.subList(texts.size() - 1, texts.size());
    }
}
