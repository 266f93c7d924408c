namespace OllamaSdk.Cli.Chat;

/// <summary>What a person typed.</summary>
/// <param name="Text">The text, without its quotes.</param>
/// <param name="IsQuoted">Whether it stood between <c>"""</c>: then it is no command, whatever it begins with.</param>
internal sealed record TypedText(string Text, bool IsQuoted);

/// <summary>Reads what a person types. Disposing leaves the terminal as it was found.</summary>
internal interface IChatReader : IDisposable
{
    /// <summary>Whether a text can stand there to be changed.</summary>
    bool TakesDrafts { get; }

    /// <param name="draft">What stands there already, where <see cref="TakesDrafts"/>.</param>
    /// <param name="cancellationToken">The program is being ended.</param>
    /// <returns><see langword="null"/> at the end of the input (Ctrl+D).</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed twice, or the program is being ended.</exception>
    Task<TypedText?> ReadAsync(string draft, CancellationToken cancellationToken);
}
