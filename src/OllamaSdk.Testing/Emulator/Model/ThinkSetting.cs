using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>A request's <c>think</c>: on, off, or a level, which is on too.</summary>
internal static class ThinkSetting
{
    private const string Allowed = "\"high\", \"medium\", \"low\", \"max\", true, or false";

    /// <param name="value">What was sent.</param>
    /// <param name="known">The model's own levels. Of one that is not among them its default is taken.</param>
    /// <returns><see langword="null"/> when the model decides.</returns>
    /// <exception cref="RefusalException">Neither a flag nor a known level.</exception>
    public static bool? Read(JsonElement? value, ModelThinking? known) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } level when known is not null => known.Values.Any(one => one != true && one.ToString() == level.GetString()) ? true : IsOn(known.Default),
        { ValueKind: JsonValueKind.String } level => level.GetString() is "high" or "medium" or "low" or "max"
            ? true
            : throw RefusalException.BadRequest($"invalid think value: \"{level.GetString()}\" (must be {Allowed})"),
        _ when known is not null => throw RefusalException.BadRequest(
            $"think must be a boolean or string; supported values: [{string.Join(' ', known.Values)}]"),
        _ => throw RefusalException.BadRequest($"think must be a boolean or string ({Allowed})"),
    };

    private static bool? IsOn(Think? value) => value is null ? null : value != Think.Off;
}
