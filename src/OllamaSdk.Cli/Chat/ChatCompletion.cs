using OllamaSdk.Cli.Chat.Editing;

namespace OllamaSdk.Cli.Chat;

/// <summary>What the Tab key proposes: commands, models of the server, files.</summary>
/// <param name="commands">The commands.</param>
/// <param name="models">Asks for the names of the models.</param>
internal sealed class ChatCompletion(IReadOnlyList<SlashCommand> commands, Func<CancellationToken, Task<IReadOnlyList<string>>> models)
{
    // Whoever presses a key waits no longer.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    /// <param name="text">The text up to the cursor.</param>
    /// <param name="cancellationToken">The program is being ended.</param>
    public async Task<Proposals> ProposeAsync(string text, CancellationToken cancellationToken)
    {
        if (!text.StartsWith('/') || text.Contains('\n', StringComparison.Ordinal))
        {
            return Proposals.None;
        }

        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0)
        {
            return new Proposals(0, [.. commands.Select(command => command.Name).Where(name => name.StartsWith(text, StringComparison.Ordinal))]);
        }

        var start = blank + text[blank..].TakeWhile(c => c == ' ').Count();
        var word = text[start..];
        return commands.FirstOrDefault(command => command.IsNamed(text[..blank]))?.Argument switch
        {
            SlashArgument.File => new Proposals(start, FilesOf(word)),
            SlashArgument.Model => new Proposals(start, [.. (await ModelsAsync(cancellationToken)).Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))]),
            _ => Proposals.None,
        };
    }

    private async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            return await models(limit.Token);
        }
        catch (Exception e) when (e is LlmException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Nothing to propose: the next question says what is wrong.
            return [];
        }
    }

    // The names as they were typed go on, with ~ and all.
    private static List<string> FilesOf(string typed)
    {
        var cut = typed.LastIndexOfAny(['/', Path.DirectorySeparatorChar]) + 1;
        var (folder, beginning) = (typed[..cut], typed[cut..]);
        try
        {
            var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 };
            return [.. new DirectoryInfo(folder.Length == 0 ? "." : ChatPath.Of(folder)).EnumerateFileSystemInfos("*", options)
                .Where(entry => entry.Name.StartsWith(beginning, StringComparison.Ordinal) && (beginning.Length > 0 || !entry.Name.StartsWith('.')))
                .Select(entry => folder + entry.Name + (entry.Attributes.HasFlag(FileAttributes.Directory) ? "/" : ""))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
