using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>What a create request asks for, read and checked as far as the server does before it begins.</summary>
/// <param name="Name">Of the new model, in the form of lists.</param>
/// <param name="From">The model to start from; empty for none.</param>
/// <param name="Files">Names and digests; <see langword="null"/> where the request has none.</param>
/// <param name="Adapters">As <paramref name="Files"/>, without any an empty list.</param>
/// <param name="DraftFiles">As <paramref name="Adapters"/>.</param>
/// <param name="Quantize">The wanted quantization; empty for none.</param>
/// <param name="Capabilities">What the model shall be able to do beside what the server finds.</param>
/// <param name="Texts">What replaces or joins what the model had before.</param>
/// <param name="Info">What the model shall claim of itself.</param>
internal sealed partial record CreateOrder(
    string Name, string From, IReadOnlyList<KeyValuePair<string, string>>? Files, IReadOnlyList<KeyValuePair<string, string>> Adapters,
    IReadOnlyList<KeyValuePair<string, string>> DraftFiles, string Quantize, IReadOnlyList<ModelCapability> Capabilities, CreateTexts Texts, CreateInfo Info)
{
    /// <exception cref="RefusalException">The request is wrong.</exception>
    public static CreateOrder Read(RequestBody request)
    {
        var (files, adapters, drafts) = (Paths(request, "files"), Paths(request, "adapters") ?? [], Paths(request, "draft_files") ?? []);
        if (request.Text("draft_quantize").Length > 0 && drafts.Count == 0)
        {
            throw RefusalException.BadRequest("--draft-quantize requires a DRAFT model");
        }

        CheckShards(files);
        var name = ModelName.TryNormalize(FirstOf(request, "model", "name")) ?? throw RefusalException.BadRequest("invalid model name");
        return new CreateOrder(
            name, request.Text("from"), files, adapters, drafts, FirstOf(request, "quantize", "quantization"), Abilities(request), CreateTexts.Read(request), CreateInfo.Read(request));
    }

    private static ModelCapability[] Abilities(RequestBody request) =>
        [.. request.List("capabilities", "[]model.Capability").Select(item => item.ValueKind == JsonValueKind.String
            ? new ModelCapability(item.GetString()!)
            : throw RefusalException.BadRequest("capabilities must be an array of strings"))];

    // A part of a model that was split is told by its name, which must be the original one.
    private static void CheckShards(IReadOnlyList<KeyValuePair<string, string>>? files)
    {
        foreach (var whole in (files ?? []).Select(file => Shard().Match(file.Key)).Where(match => match.Success).GroupBy(match => (match.Groups[1].Value, match.Groups[3].Value)))
        {
            var count = int.Parse(whole.Key.Item2, CultureInfo.InvariantCulture);
            var there = whole.Select(match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)).ToHashSet();
            if (Enumerable.Range(1, count).FirstOrDefault(number => !there.Contains(number)) is > 0 and var missing)
            {
                throw RefusalException.BadRequest($"missing split GGUF file {whole.Key.Item1}-{missing:00000}-of-{count:00000}.gguf");
            }
        }
    }

    [GeneratedRegex("^(.+)-([0-9]{5})-of-([0-9]{5})[.]gguf\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shard();

    private static string FirstOf(RequestBody request, string name, string oldName) =>
        request.Text(name) is { Length: > 0 } text ? text : request.Text(oldName);

    private static IReadOnlyList<KeyValuePair<string, string>>? Paths(RequestBody request, string name)
    {
        var files = request.Texts(name);
        foreach (var (path, digest) in files ?? [])
        {
            if (path.Split('/').Any(part => part is "" or "." or ".."))
            {
                throw RefusalException.BadRequest("file path must be relative");
            }

            if (digest.Length == 0)
            {
                throw RefusalException.BadRequest("invalid digest format");
            }
        }

        return files;
    }
}

/// <summary>The texts of a create request; empty where it does not name them.</summary>
/// <param name="Template">The template.</param>
/// <param name="System">The system prompt.</param>
/// <param name="Licenses">One or more.</param>
/// <param name="Parameters">Names and values, these as JSON.</param>
/// <param name="Messages">A JSON list.</param>
/// <param name="Requires">The least version of the server.</param>
internal sealed record CreateTexts(
    string Template, string System, IReadOnlyList<string> Licenses, IReadOnlyDictionary<string, string> Parameters, string Messages, string Requires)
{
    public static CreateTexts Read(RequestBody request)
    {
        IReadOnlyList<string> licenses = request.Find("license") switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } text => [text.GetString()!],
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                [.. list.EnumerateArray().Select(item => item.GetString()!)],
            _ => throw RefusalException.BadRequest("unknown license type"),
        };
        var parameters = (request.Members("parameters") ?? []).ToDictionary(member => member.Name, member => Json(member.Value), StringComparer.Ordinal);
        var hasMessages = request.List("messages", "[]api.Message").Count > 0;
        return new CreateTexts(
            request.Text("template"), request.Text("system"), licenses, parameters, hasMessages ? Json(request.Find("messages")!.Value) : "", request.Text("requires"));
    }

    private static string Json(JsonElement value) => Encoding.UTF8.GetString(WireJson.Write(value.WriteTo));
}
