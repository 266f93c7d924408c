namespace OllamaSdk;

/// <summary>Checks that fail before any I/O, with the name of what is wrong.</summary>
internal static class RequestChecks
{
    private const int MaxModelNameLength = 1024;

    /// <exception cref="ArgumentException">No model, a blank one, or one with control characters.</exception>
    public static string Model(string? model)
    {
        if (string.IsNullOrWhiteSpace(model))
        {
            throw new ArgumentException("No model is given: name one in the request, or set DefaultModel in the client's options.", nameof(model));
        }

        if (model.Length > MaxModelNameLength || model.Any(char.IsControl))
        {
            throw new ArgumentException($"The model name is longer than {MaxModelNameLength} characters or holds control characters.", nameof(model));
        }

        return model;
    }

    /// <exception cref="ArgumentException">The path would leave the server's base path, or is no path.</exception>
    public static void Path(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var route = path.Split('?')[0];
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal) || path.Any(c => c is '\\' or '#' || char.IsControl(c) || char.IsWhiteSpace(c))
            || Array.Exists(route.Split('/'), s => Uri.UnescapeDataString(s) is "." or ".."))
        {
            throw new ArgumentException("A path begins with one '/' and holds no '..', backslash, '#', blank or control character.", nameof(path));
        }
    }

    public static void Finite(double? value, string name)
    {
        if (value is { } number && !double.IsFinite(number))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number.");
        }
    }
}
