using OllamaSdk.TestKit;
using OllamaSdk.Tests;
using OllamaSdk.Tests.Faults;

namespace OllamaSdk.Faults.Figures;

/// <summary>Random faults: which exceptions come out, and whether an answer ever looks whole that is not.</summary>
internal static class LossFigures
{
    private const int Tries = 2000;
    private const int Seed = 18;

    private static readonly string[] s_words = ["The", " sky", " is", " blüe", " 😀", "\n", " \"so\"", " <b>", ""];

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        List<Figure> figures = [];
        foreach (var client in Enum.GetValues<Client>())
        {
            foreach (var streamed in (bool[])[true, false])
            {
                figures.AddRange(await MeasureAsync(client, streamed));
            }
        }

        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(Client client, bool streamed)
    {
        var random = new Random(Seed);
        List<string> foreign = [], lost = [];
        var whole = 0;
        using var way = new Way(client, foreign: false);
        Func<ScriptedConnection, Task> script = _ => throw new InvalidOperationException("no request is due yet");
        await using var server = new ScriptedServer(connection => script(connection));
        await using var asked = way.Connect(server.Url, options => options.MaxLineBytes = 64 * 1024);
        for (var i = 0; i < Tries; i++)
        {
            string[] texts = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => s_words[random.Next(s_words.Length)])];
            var body = (streamed ? client.Stream(texts) : client.Whole(string.Concat(texts))).Utf8();
            script = Fault(random, client, streamed ? client.StreamType() : "application/json", body);
            var outcome = streamed ? await Outcome.OfStreamAsync(asked) : await Outcome.OfAskAsync(asked);
            var text = string.Concat(texts);
            if (outcome.Error is null)
            {
                whole++;
                if (outcome.Text != text)
                {
                    lost.Add($"'{outcome.Text}' of '{text}' looks whole");
                }
            }
            else if (outcome.Error is not LlmException)
            {
                foreign.Add(outcome.Word);
            }
            else if (!text.StartsWith(outcome.Text, StringComparison.Ordinal) || (outcome.Texts.Count > 0 && outcome.Failure.Partial?.Content != outcome.Text))
            {
                lost.Add($"'{outcome.Text}' was delivered, and '{outcome.Failure.Partial?.Content}' kept, of '{text}'");
            }
        }

        foreign.Concat(lost).Distinct().Take(10).ToList().ForEach(Console.Error.WriteLine);
        var through = $"{Way.NameOf(client)}, {(streamed ? "streamed" : "unstreamed")}, {whole} of them whole";
        return
        [
            new("exceptions that are not the SDK's, random faults", through, Tries, $"{foreign.Count}", "0", foreign.Count == 0),
            new("silent losses, random faults", through, Tries, $"{lost.Count}", "0", lost.Count == 0),
        ];
    }

    private static Func<ScriptedConnection, Task> Fault(Random random, Client client, string type, byte[] body)
    {
        var at = random.Next(body.Length + 1);
        byte[] start = body[..at];
        return random.Next(9) switch
        {
            0 => connection => connection.RespondChunksAsync(type, Chunks(start), Ending.Cut),
            1 => connection => connection.RespondChunksAsync(type, Chunks(start), Ending.Reset),
            2 => connection => connection.RespondChunksAsync(type, Chunks(start)),
            3 => connection => connection.RespondChunksAsync(type, Chunks([.. start, .. "\n\n"u8, .. client.Error("boom").Utf8()])),
            4 => connection => connection.RespondChunksAsync(type, Chunks([.. start, .. Enumerable.Range(0, 9).Select(_ => (byte)random.Next(128, 256))])),
            5 => async connection =>
            {
                await connection.SendHeadAsync(200, ("Content-Type", type));
                await connection.SendAsync(start);
                connection.Close();
            },
            6 => async connection =>
            {
                await connection.SendHeadAsync(200, ("Content-Type", type), ("Content-Length", $"{body.Length}"));
                await connection.SendAsync(start);
                connection.Close();
            },
            7 => connection => connection.RespondAsync(random.Next(2) == 0 ? random.Next(300, 600) : 500, random.Next(2) == 0 ? "text/html" : "application/json", "<html>no</html>"),
            _ => connection => connection.RespondChunksAsync(type, body.Chunk(random.Next(1, 40))),
        };
    }

    private static IEnumerable<byte[]> Chunks(byte[] bytes) => bytes.Length == 0 ? [] : [bytes];
}
