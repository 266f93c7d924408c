using System.Text;

namespace OllamaSdk.Cli.Completion;

internal static class FishScript
{
    public static string Of(CommandWords words)
    {
        var script = new StringBuilder("# fish completion of ollama-sdk: put this into ~/.config/fish/completions/ollama-sdk.fish\n");
        script.Append("complete -c ollama-sdk -f\n");
        foreach (var command in words.Commands)
        {
            script.Append($"complete -c ollama-sdk -n __fish_use_subcommand -a {command.Name} -d {Quoted(command.Description)}\n");
        }

        foreach (var option in words.Everywhere)
        {
            Append(script, option, "");
        }

        foreach (var command in words.Commands)
        {
            var condition = $" -n '__fish_seen_subcommand_from {command.Name}'";
            foreach (var option in command.Options)
            {
                Append(script, option, condition);
            }

            if (command.Choices.Count > 0)
            {
                script.Append($"complete -c ollama-sdk{condition} -a {Quoted(string.Join(' ', command.Choices))}\n");
            }
        }

        return script.ToString();
    }

    private static void Append(StringBuilder script, OptionWord option, string condition)
    {
        script.Append($"complete -c ollama-sdk{condition} -l {option.Long[2..]}");
        script.Append(option.Short is null ? "" : $" -s {option.Short[1..]}");
        script.Append(option switch
        {
            { TakesValue: false } => "",
            { Choices.Count: > 0 } => $" -{(option.TakesFile ? "rF" : "x")} -a {Quoted(string.Join(' ', option.Choices))}",
            { TakesFile: true } => " -rF",
            _ => " -x",
        });
        script.Append($" -d {Quoted(option.Description)}\n");
    }

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
