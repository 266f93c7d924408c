namespace OllamaSdk.Json;

/// <summary>
/// What converters have to say of a form that the API does not know and that was read all the same. They have no log; whoever reads an answer, on the
/// same thread, takes it from here to one.
/// </summary>
internal static class OddForms
{
    [ThreadStatic]
    private static string? _seen;

    /// <param name="form">Names the member and the form, and holds nothing of the answer.</param>
    public static void Note(string form) => _seen = form;

    /// <summary>The last one that was noted since this was asked before.</summary>
    public static string? Take()
    {
        var seen = _seen;
        _seen = null;
        return seen;
    }
}
