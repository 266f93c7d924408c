using System.Globalization;
using System.Text.Json;
using OllamaSdk.Providers;

namespace OllamaSdk.Models;

/// <summary>What <c>/api/show</c> says of a model's context.</summary>
internal static class ContextFacts
{
    /// <summary>The longest context the model was made for, in tokens; the server gives no model more.</summary>
    public static long? Longest(ShowModelResponse? about) =>
        about?.ModelInfo is { } info && info.TryGetValue("general.architecture", out var name) && info.TryGetValue($"{name}.context_length", out var length)
            ? ((JsonElement?)length).AsNumber()
            : null;

    /// <summary>The <c>num_ctx</c> among the model's own parameters.</summary>
    public static int? Own(ShowModelResponse? about) =>
        about?.ParameterValues.GetValueOrDefault("num_ctx") is [.., var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var own) ? own : null;
}
