using System.Text;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>Streamed tool calls as servers were seen to send them, and as each dialect would cut any list of calls.</summary>
public sealed class FieldToolCallTests
{
    private static readonly (string Name, string Arguments)[] s_made =
    [
        ("add", """{"a":1,"b":2}"""), ("now", "{}"), ("add", """{"a":3,"b":4}"""), ("edit_existing_file", """{"path":"x \"y\" {[","lines":[1,2,{"z":null}]}"""),
    ];

    private delegate IEnumerable<string> Dialect(IReadOnlyList<(string Name, string Arguments)> calls, Random random);

    private static readonly Dictionary<string, Dialect> s_dialects = new()
    {
        ["llama-server: id and name once, fragments by index"] = (calls, random) => calls.SelectMany((call, i) =>
            Pieces(call.Arguments, random).Select(piece => Delta(i, null, null, piece)).Prepend(Delta(i, $"c{i}", call.Name, ""))),
        ["Ollama: whole calls, all of index 0"] = (calls, _) => calls.Select((call, i) => Delta(0, $"c{i}", call.Name, call.Arguments)),
        ["no index"] = (calls, random) => calls.SelectMany((call, i) =>
            Pieces(call.Arguments, random).Select(piece => Delta(null, $"c{i}", null, piece)).Prepend(Delta(null, $"c{i}", call.Name, ""))),
        ["the id in every delta, all of index 0"] = (calls, random) => calls.SelectMany((call, i) =>
            Pieces(call.Arguments, random).Select(piece => Delta(0, $"c{i}", null, piece)).Prepend(Delta(0, $"c{i}", call.Name, ""))),
        ["another id in every delta"] = (calls, random) => calls.SelectMany((call, i) =>
            Pieces(call.Arguments, random).Select(piece => Delta(i, $"x{random.Next()}", null, piece)).Prepend(Delta(i, $"c{i}", call.Name, ""))),
        ["neither ids nor more than index 0: whole calls"] = (calls, _) => calls.Select(call => Delta(0, null, call.Name, call.Arguments)),
        ["neither ids nor indexes: whole calls"] = (calls, _) => calls.Select(call => Delta(null, null, call.Name, call.Arguments)),
        ["the name in every delta"] = (calls, random) => calls.SelectMany((call, i) =>
            Pieces(call.Arguments, random).Select((piece, n) => Delta(i, n == 0 ? $"c{i}" : null, call.Name, piece))),
        ["the name in pieces"] = (calls, random) => calls.SelectMany((call, i) =>
            Pieces(call.Name, random).Select((piece, n) => Delta(i, n == 0 ? $"c{i}" : null, piece, ""))
                .Concat(Pieces(call.Arguments, random).Select(piece => Delta(i, null, null, piece)))),
        ["in turns, by index"] = (calls, random) => Mixed([.. calls.Select((call, i) =>
            Pieces(call.Arguments, random).Select(piece => Delta(i, null, null, piece)).Prepend(Delta(i, $"c{i}", call.Name, "")))], random),
    };

    /// <summary>The file, and the calls that it makes.</summary>
    public static TheoryData<string, string> Files => new()
    {
        { "TC1-changed-id", """id-1 add({"a":1,"b":2})""" },
        { "TC2-two-calls-one-index-no-ids", """? add({"a":1,"b":2}) | ? now({})""" },
        { "TC3-name-again-after-whole-arguments", """a add({"a":1,"b":2}) | ? add({"a":3,"b":4})""" },
        { "TC4-name-in-fragments", """a edit_existing_file({"path":"x"})""" },
        { "TC5a-parallel-all-index-0", """a1 add({"a":1,"b":2}) | a2 add({"a":3,"b":4})""" },
        { "TC5b-no-index", """a1 add({"a":1,"b":2}) | a2 add({"a":3,"b":4})""" },
        { "TC5c-interleaved", """a1 add({"a":1,"b":2}) | a2 now({})""" },
        { "TC5d-id-in-every-chunk", """x add({"a":1,"b":2})""" },
        { "TC5e-index-0-id-repeated", """0 add({"a":1,"b":2}) | 1 add({"a":3,"b":4})""" },
        { "TC5f-index-0-id-then-empty", """p add({"a":1,"b":2}) | q add({"a":3,"b":4})""" },
        { "TC5g-name-repeated", """a add({"a":1,"b":2})""" },
        { "TC5h-three-deltas-in-one-chunk", """a add({"a":1,"b":2})""" },
        { "TC5i-ids-absent", """? add({"a":1,"b":2}) | ? now({})""" },
        { "TC5j-finish-stop", "a now({})" },
    };

    public static TheoryData<string> Dialects => [.. s_dialects.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task As_seen(string file, string expected)
    {
        await using var client = V1.Answering(FieldCase.Read($"{file}.sse"), contentType: V1.EventStream);

        var calls = (await client.Stream().ToResponseAsync(TestClient.Ct)).Choices![0].Message!.ToolCalls!;

        var given = expected.Split(" | ").Select(call => call.Split(' ')[0]).ToList();
        Assert.Equal(expected, string.Join(" | ", calls.Zip(given, (call, id) => $"{(id == "?" ? id : call.Id)} {call.Function!.Name}({call.Function.Arguments})")));
        Assert.Equal(calls.Count, given.Count);
        Assert.Equal(calls.Count, calls.Select(call => call.Id).Where(id => !string.IsNullOrEmpty(id)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Any_list_cut_anywhere_is_the_same_list(string dialect)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var calls = Enumerable.Range(0, random.Next(1, 5)).Select(_ => s_made[random.Next(s_made.Length)]).ToList();
            var deltas = s_dialects[dialect](calls, random);
            var events = deltas.Select(delta => V1.Delta($$"""{"tool_calls":[{{delta}}]}""")).Append(V1.Done);
            await using var client = V1.Answering(V1.Events(events), contentType: V1.EventStream);

            // Those that come in turns stand in the order in which they began.
            var made = (await client.Stream().ToResponseAsync(TestClient.Ct)).Choices![0].Message!.ToolCalls!.OrderBy(call => call.Index);

            Assert.True(
                calls.SequenceEqual(made.Select(call => (call.Function!.Name!, call.Function.Arguments!))),
                $"seed {seed}: {string.Join(" | ", made.Select(call => $"{call.Function!.Name}({call.Function.Arguments})"))}");
        }
    }

    [Fact]
    public async Task What_is_unknown_stays_with_its_call()
    {
        const string Call = """{"index":0,"id":"a","function":{"name":"now","arguments":"{}","own":1},"extra_content":{"google":{"thought_signature":"SIG"}}}""";
        await using var client = V1.Answering(V1.Events(V1.Delta($$"""{"tool_calls":[{{Call}}]}"""), V1.Finish, V1.Done), contentType: V1.EventStream);

        var call = Assert.Single((await client.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message.ToolCalls);

        Assert.Equal("""{"google":{"thought_signature":"SIG"}}""", call.AdditionalProperties!["extra_content"].GetRawText());
        Assert.Equal(1, call.Function.AdditionalProperties!["own"].GetInt32());
    }

    [Fact]
    public async Task A_delta_of_nothing_is_no_call()
    {
        await using var client = V1.Answering(V1.Events(V1.Delta("""{"content":"a","tool_calls":[{"index":0}]}"""), V1.Finish, V1.Done), contentType: V1.EventStream);

        Assert.Empty((await client.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message.ToolCalls);
    }

    private static string Delta(int? index, string? id, string? name, string arguments)
    {
        List<string> members = [];
        if (index is not null)
        {
            members.Add($"\"index\":{index}");
        }

        if (id is not null)
        {
            members.Add($"\"id\":{V1.Quote(id)}");
        }

        var function = name is null ? "" : $"\"name\":{V1.Quote(name)},";
        members.Add($$"""
            "function":{{{function}}"arguments":{{V1.Quote(arguments)}}}
            """);
        return $"{{{string.Join(',', members)}}}";
    }

    private static IEnumerable<string> Pieces(string text, Random random)
    {
        var rest = new StringBuilder(text);
        while (rest.Length > 0)
        {
            var length = random.Next(1, Math.Min(rest.Length, 6) + 1);
            yield return rest.ToString(0, length);
            rest.Remove(0, length);
        }
    }

    // The order within each stays.
    private static IEnumerable<string> Mixed(List<IEnumerable<string>> lists, Random random)
    {
        var queues = lists.Select(list => new Queue<string>(list)).ToList();
        while (queues.Count > 0)
        {
            var queue = queues[random.Next(queues.Count)];
            yield return queue.Dequeue();
            queues.RemoveAll(one => one.Count == 0);
        }
    }
}
