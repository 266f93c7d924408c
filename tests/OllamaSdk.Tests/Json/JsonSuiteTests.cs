using System.Text.Json;

namespace OllamaSdk.Tests.Json;

/// <summary>
/// Row D10 of the fault matrix: the 318 texts of JSONTestSuite as a body, as a line and as the data of an event. What is JSON is taken, what is none is
/// refused by the SDK's own exception, and what may be either is nothing worse.
/// </summary>
public sealed class JsonSuiteTests
{
    private static IReadOnlyList<(string Name, byte[] Text)> Cases => JsonSuite.Cases;

    [Fact]
    public void The_suite_is_whole() => Assert.Equal((318, 95, 188), (Cases.Count, Cases.Count(one => one.Name[0] == 'y'), Cases.Count(one => one.Name[0] == 'n')));

    // A byte order mark alone is an empty answer, which a call that asks for none by a type may have.
    [Fact]
    public async Task D10_as_a_body() => await CheckAsync(Cases.Where(one => one.Name != "n_structure_UTF8_BOM_no_data"), async text =>
    {
        using var handler = new StubHandler(() => new MemoryStream(text), contentType: "application/json");
        await using var client = handler.Create();
        return await client.SendAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct);
    });

    [Fact]
    public async Task D10_as_a_line() => await CheckAsync(Cases.Where(one => !(one.Name[0] == 'y' && HasLines(one.Text))), async text =>
    {
        using var handler = new StubHandler(() => new MemoryStream([.. "1\n"u8, .. text, (byte)'\n']));
        await using var client = handler.Create();
        return (await client.SendStreamAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct).ToListAsync())[1];
    });

    [Fact]
    public async Task D10_as_the_data_of_an_event() => await CheckAsync(Cases, async text =>
    {
        // As the rules of events want it: a line end within is another data line.
        var data = text.SelectMany(one => one switch { (byte)'\n' => "\ndata: "u8.ToArray(), (byte)'\r' => "\rdata: "u8.ToArray(), _ => [one] });
        using var handler = new StubHandler(() => new MemoryStream([.. "data: 1\n\ndata: "u8, .. data, .. "\n\ndata: [DONE]\n\n"u8]), contentType: V1.EventStream);
        await using var client = handler.CreateV1();
        return (await client.SendStreamAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct).ToListAsync())[1];
    });

    // The same text must mean the same to whoever reads it.
    private static async Task CheckAsync(IEnumerable<(string Name, byte[] Text)> cases, Func<byte[], Task<JsonElement>> readAsync)
    {
        List<string> wrong = [];
        foreach (var (name, text) in cases.Where(one => !JsonSuite.IsNothing(one.Name)))
        {
            try
            {
                var value = await readAsync(text);
                if (name[0] == 'n' || (name[0] == 'y' && !JsonElement.DeepEquals(value, Parse(text))))
                {
                    wrong.Add($"{name} was read as {value.GetRawText()}");
                }
            }
            catch (LlmProtocolException) when (name[0] != 'y')
            {
            }
            catch (Exception e)
            {
                wrong.Add($"{name}: {e}");
            }
        }

        Assert.Empty(wrong);
    }

    private static bool HasLines(byte[] text) => text.AsSpan().Trim("\r\n"u8).Contains((byte)'\n');

    private static JsonElement Parse(byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
