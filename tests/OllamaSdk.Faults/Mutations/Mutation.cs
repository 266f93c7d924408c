namespace OllamaSdk.Faults.Mutations;

/// <summary>A fault to put into the SDK.</summary>
/// <param name="Name">What is wrong then.</param>
/// <param name="File">Where, from the top of the repository.</param>
/// <param name="Find">The text to replace. It must occur once.</param>
/// <param name="Replace">The text in its place.</param>
/// <param name="Row">The row of the matrix that must notice.</param>
internal sealed record Mutation(string Name, string File, string Find, string Replace, string Row)
{
    /// <summary>The file's text with the fault in it.</summary>
    /// <exception cref="InvalidOperationException">The text to replace is not there, or more than once: the SDK has changed, and this list has not.</exception>
    public string Apply(string source)
    {
        var at = source.IndexOf(Find, StringComparison.Ordinal);
        if (at < 0 || source.IndexOf(Find, at + 1, StringComparison.Ordinal) >= 0)
        {
            throw new InvalidOperationException($"'{Name}': {File} has this text not once: {Find}");
        }

        return string.Concat(source.AsSpan(0, at), Replace, source.AsSpan(at + Find.Length));
    }
}
