using System.Text;

namespace OllamaSdk.Cli.Completion;

internal static class PowerShellScript
{
    public static string Of(CommandWords words)
    {
        var script = new StringBuilder(
            """
            # PowerShell completion of ollama-sdk: put this into $PROFILE, or run: ollama-sdk completion powershell | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName ollama-sdk -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $commands = [ordered]@{

            """);
        foreach (var command in words.Commands)
        {
            script.Append($"        '{command.Name}' = @({List(command.Choices.Concat(command.Options.Select(option => option.Long)))})\n");
        }

        script.Append("    }\n    $values = @{\n");
        foreach (var option in words.WithValues.Where(option => option.Choices.Count > 0))
        {
            foreach (var name in option.Names)
            {
                script.Append($"        '{name}' = @({List(option.Choices)})\n");
            }
        }

        return script.Append(
            $$"""
                }
                $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
                if ($wordToComplete) { $typed = @($typed | Select-Object -SkipLast 1) }
                $command = $typed | Where-Object { $commands.Contains($_) } | Select-Object -First 1
                $last = if ($typed) { $typed[-1] } else { '' }
                $words = if ($values.ContainsKey($last)) { $values[$last] }
                    else { @(if ($command) { $commands[$command] } else { $commands.Keys }) + @({{List(words.Everywhere.Select(option => option.Long))}}) }
                $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """).ToString();
    }

    private static string List(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));
}
