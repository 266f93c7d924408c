using System.Text;
using System.Text.Json;
using OllamaSdk.Cli.Options;

namespace OllamaSdk.Cli.Settings;

/// <summary>Whether a value may be set: by the readers that will read it, and alone, since the rest of a file may be set later, or be what is to be mended.</summary>
internal static class ConfigCheck
{
    /// <param name="name">What is set.</param>
    /// <param name="value">Its value as JSON.</param>
    /// <param name="json">The file as it would be.</param>
    /// <exception cref="UsageException">The value is wrong.</exception>
    public static void Value(ConfigName name, string value, byte[] json)
    {
        var full = string.Join('.', name.Path);
        using var document = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        using var typed = JsonDocument.Parse(value);
        // Below a server's or a profile's name the settings are called as they are outside.
        var path = name.Path.ToArray() is [("providers" or "profiles"), _, .. var rest] ? rest : [.. name.Path];
        switch (path)
        {
            case ["provider"]:
                Name(full, typed.RootElement.GetString()!, name.Path[0] == "providers" ? Kinds : [.. Kinds, .. Keys(document.RootElement, "providers")], "server");
                break;
            case ["fallbacks"]:
                foreach (var server in typed.RootElement.EnumerateArray())
                {
                    Name(full, server.GetString()!, [.. Kinds, .. Keys(document.RootElement, "providers")], "server");
                }

                break;
            case ["profile"]:
                Name(full, typed.RootElement.GetString()!, [.. Keys(document.RootElement, "profiles"), ProfileChoice.None], "profile");
                break;
            default:
                Alone(full, path, value, path[0] == "base_url" ? Kind(name, document.RootElement) : LlmProviders.Ollama.Name);
                break;
        }
    }

    private static string[] Kinds => [.. LlmProviders.All.Select(provider => provider.Name), "openai"];

    private static void Name(string full, string typed, string[] known, string what)
    {
        if (!known.Contains(typed, StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException($"{full}: there is no {what} '{typed}'; {(known is [ProfileChoice.None] ? "none has been set" : $"there are {string.Join(", ", known)}")}.{NearestWord.Hint(typed, known)}");
        }
    }

    private static void Alone(string full, IReadOnlyList<string> path, string value, string provider)
    {
        var json = JsonEdit.Set(Encoding.UTF8.GetBytes($$"""{ "provider": "{{JsonEncodedText.Encode(provider)}}" }"""), path, value);
        var reader = new SettingsReader(new Flags(null, null, null, []), ConfigFile.Parse(json, full), _ => full, static _ => null);
        try
        {
            _ = reader.Read().DescribeSettings();
        }
        catch (LlmConfigurationException e)
        {
            throw new UsageException(SettingWords.InWords(e.Message));
        }
    }

    // Servers of another kind have other addresses.
    private static string Kind(ConfigName name, JsonElement file)
    {
        var kind = name.Path[0] == "providers" ? Text(file, "providers", name.Path[1], "provider") ?? name.Path[1]
            : Text(file, [.. name.Path.SkipLast(1), "provider"]) ?? Text(file, "provider") ?? LlmProviders.Ollama.Name;
        kind = Text(file, "providers", kind, "provider") ?? kind;
        return LlmProviders.Find(kind) is not null ? kind : "openai";
    }

    private static string? Text(JsonElement file, params string[] path)
    {
        foreach (var name in path)
        {
            if (file.ValueKind != JsonValueKind.Object || !file.TryGetProperty(name, out file))
            {
                return null;
            }
        }

        return file.ValueKind == JsonValueKind.String ? file.GetString() : null;
    }

    private static IEnumerable<string> Keys(JsonElement file, string name) =>
        file.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object ? members.EnumerateObject().Select(member => member.Name) : [];
}
