using System.Text;
using System.Text.Json;

namespace OllamaSdk.Testing.Recordings;

/// <summary>
/// Reads mapping files of WireMock's Java form. What it does not know it refuses: a matcher that is passed over makes a stub that answers what it should not.
/// </summary>
internal static class RecordingReader
{
    /// <param name="file">What the file is called in messages; the recording has its name where it does not say another.</param>
    /// <param name="contents">The mapping, as UTF-8.</param>
    /// <exception cref="InvalidDataException">It is no mapping, or has a part that is not known; the message names it.</exception>
    public static Recording Read(string file, byte[] contents)
    {
        try
        {
            // A text and not bytes: an editor may have put a byte order mark before it.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(contents).TrimStart('\uFEFF'));
            return Read(new MappingMember(file, document.RootElement.Clone()));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: not JSON: {e.Message}", e);
        }
    }

    private static Recording Read(MappingMember mapping)
    {
        var parts = mapping.Only("name", "request", "response");
        var request = mapping.Required(parts, "request");
        var wants = request.Only("method", "urlPath", "headers", "bodyPatterns");
        var name = parts.TryGetValue("name", out var said) ? said.Text : Path.GetFileNameWithoutExtension(mapping.File);
        return new Recording(name, request.Required(wants, "method").Text, request.Required(wants, "urlPath").Text)
        {
            Wanted = request.Value.GetRawText(),
            Headers = wants.TryGetValue("headers", out var headers) ? [.. headers.Members.Select(ReadHeader)] : [],
            BodyRules = wants.TryGetValue("bodyPatterns", out var patterns) ? [.. patterns.Items.Select(ReadBodyRule)] : [],
            Response = ReadResponse(mapping.Required(parts, "response")),
        };
    }

    private static HeaderRule ReadHeader(MappingMember header)
    {
        var matcher = header.One("equalTo", "matches");
        return new HeaderRule(header.Name, matcher.Text, matcher.Name == "matches");
    }

    private static Func<byte[], bool> ReadBodyRule(MappingMember pattern)
    {
        var matcher = pattern.One("absent", "equalTo", "equalToJson", "or");
        switch (matcher.Name)
        {
            case "absent":
                return matcher.Value.ValueKind == JsonValueKind.True ? body => body.Length == 0 : throw matcher.Refuse("is not true");
            case "equalTo":
                var text = Encoding.UTF8.GetBytes(matcher.Text);
                return body => body.AsSpan().SequenceEqual(text);
            case "equalToJson":
                var json = matcher.Value.ValueKind != JsonValueKind.String ? matcher.Value
                    : throw matcher.Refuse("is a text; write the JSON itself there");
                return body => IsEqual(body, json);
            default:
                var rules = matcher.Items.Select(ReadBodyRule).ToList();
                return body => rules.Any(rule => rule(body));
        }
    }

    private static RecordedResponse ReadResponse(MappingMember response)
    {
        var parts = response.Only("status", "headers", "body", "chunkedDribbleDelay");
        var (pieces, pause) = (1, TimeSpan.Zero);
        if (parts.TryGetValue("chunkedDribbleDelay", out var dribble))
        {
            var delay = dribble.Only("numberOfChunks", "totalDuration");
            var count = dribble.Required(delay, "numberOfChunks");
            pieces = count.Number > 0 ? count.Number : throw count.Refuse("is not above zero");
            pause = TimeSpan.FromMilliseconds((double)dribble.Required(delay, "totalDuration").Number / pieces);
        }

        return new RecordedResponse(
            response.Required(parts, "status").Number,
            parts.TryGetValue("headers", out var headers) ? headers.Members.ToDictionary(h => h.Name, h => h.Text) : [],
            parts.TryGetValue("body", out var body) ? body.Text : "",
            pieces,
            pause);
    }

    private static bool IsEqual(byte[] body, JsonElement wanted)
    {
        try
        {
            using var sent = JsonDocument.Parse(body);
            return JsonElement.DeepEquals(sent.RootElement, wanted);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
