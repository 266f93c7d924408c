using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>A request's <c>think</c>: on, off, or a level, which is on too.</summary>
internal static class ThinkSetting
{
    private const string Allowed = "\"high\", \"medium\", \"low\", \"max\", true, or false";

    /// <returns><see langword="null"/> when the model decides.</returns>
    /// <exception cref="RefusalException">Neither a flag nor a known level.</exception>
    public static bool? Read(JsonElement? value) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } level => level.GetString() is "high" or "medium" or "low" or "max"
            ? true
            : throw RefusalException.BadRequest($"invalid think value: \"{level.GetString()}\" (must be {Allowed})"),
        _ => throw RefusalException.BadRequest($"think must be a boolean or string ({Allowed})"),
    };
}
