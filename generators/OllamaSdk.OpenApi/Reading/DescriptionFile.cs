using System.Text.Json.Nodes;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>A description as JSON, with the line of each part and the problems found so far.</summary>
/// <param name="displayPath">The path for messages.</param>
/// <param name="root">The whole file.</param>
/// <param name="lines">The line of each JSON pointer, from 1.</param>
internal sealed class DescriptionFile(string displayPath, JsonNode? root, IReadOnlyDictionary<string, int> lines)
{
    private readonly List<Problem> _problems = [];
    private readonly HashSet<string> _readExtensions = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public Place Root => new(this, root, "");

    public void Report(string pointer, string message)
    {
        var problem = new Problem(displayPath, LineOf(pointer), pointer.Length == 0 ? "/" : pointer, message);

        // A shared schema is read once for each place that refers to it.
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Notes that the tool looked at this <c>x-dotnet-</c> key, so that those without effect can be found.</summary>
    public void MarkRead(string pointer) => _readExtensions.Add(pointer);

    public bool WasRead(string pointer) => _readExtensions.Contains(pointer);

    private int LineOf(string pointer)
    {
        while (!lines.ContainsKey(pointer) && pointer.Length > 0)
        {
            pointer = pointer[..Math.Max(pointer.LastIndexOf('/'), 0)];
        }

        return lines.GetValueOrDefault(pointer, 1);
    }
}
