namespace OllamaSdk.Tests.Faults;

/// <summary>J03 to J07: a model sends arguments that its tool does not take. They never reach the tool's code, and the model reads what is wrong.</summary>
public sealed class ToolArgumentRows
{
    private const string Int32 = "an integer from -2147483648 to 2147483647";

    private readonly BookingTools _tools = new();

    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static TheoryData<Client, string, string, string> WrongTypes =>
    [
        .. from client in Enum.GetValues<Client>()
           from row in ((string, string, string)[])
           [
               ("Book", """{"trip":{"to":{"name":"Lyon"}},"seats":"five"}""", $"argument 'seats': got \"five\", expected {Int32}"),
               ("Book", """{"trip":{"to":{"name":"Lyon"}},"seats":1.5}""", $"argument 'seats': got 1.5, expected {Int32}"),
               ("Book", """{"trip":{"to":{"name":"Lyon"}},"seats":1e999}""", $"argument 'seats': got 1e999, expected {Int32}"),
               ("Book", """{"trip":{"to":{"name":"Lyon"}},"seats":"1e999"}""", $"argument 'seats': got 1e999, expected {Int32}"),
               ("Book", """{"trip":{"to":{"name":"Lyon"}},"seats":2147483648}""", $"argument 'seats': got 2147483648, expected {Int32}"),
               ("Book", """{"trip":{"to":{"name":"Lyon"}},"seats":[5,6]}""", $"argument 'seats': got an array, expected {Int32}"),
               ("Book", """{"trip":{"to":{"name":{"name":"Lyon"}}}}""", "argument 'trip.to.name': got an object, expected a string"),
               ("Book", """{"trip":{"to":{"name":5}}}""", "argument 'trip.to.name': got 5, expected a string"),
               ("Book", """{"trip":{"to":{"name":null}}}""", "argument 'trip.to.name': got null, expected a string"),
               ("Book", """{"trip":null}""", "argument 'trip': got null, expected an object"),
               ("Book", """{"trip":["Lyon"]}""", "argument 'trip': got an array, expected an object"),
               ("Weigh", """{"kilograms":1e999,"label":"a"}""", "argument 'kilograms': got 1e999, expected a number"),
               ("Weigh", """{"kilograms":-1e999,"label":"a"}""", "argument 'kilograms': got -1e999, expected a number"),
               ("Weigh", """{"kilograms":"NaN","label":"a"}""", "argument 'kilograms': got \"NaN\", expected a number"),
               ("Weigh", """{"kilograms":true,"label":"a"}""", "argument 'kilograms': got true, expected a number"),
               ("Weigh", """{"kilograms":1,"label":false}""", "argument 'label': got false, expected a string"),
           ]
           select (client, row.Item1, row.Item2, row.Item3),
    ];

    public static TheoryData<Client, string, string, string> ReadByRule =>
    [
        .. from client in Enum.GetValues<Client>()
           from row in ((string, string, string)[])
           [
               ("""{"kilograms":"5","label":"a"}""", "5 a ", "'kilograms': text read as a number"),
               ("""{"kilograms":5,"label":"a","count":null}""", "5 a ", ""),
               ("""{"kilograms":5,"label":"a","count":"7"}""", "5 a 7", "'count': text read as a number"),
               ("""{"Kilograms":5,"LABEL":"a"}""", "5 a ", "'kilograms': named Kilograms; 'label': named LABEL"),
           ]
           select (client, row.Item1, row.Item2, row.Item3),
    ];

    /// <summary>What tries to choose a type, or to reach what is no parameter.</summary>
    public static MatrixTheoryData<Client, string> Smuggled => new(
        Enum.GetValues<Client>(),
        [
            "\"$type\":\"System.Diagnostics.Process, System.Diagnostics.Process\"", "\"$type\":\"Microsoft.VisualBasic.Devices.Computer, Microsoft.VisualBasic.Core\"",
            "\"$id\":\"1\",\"$ref\":\"1\",\"$values\":[]", "\"__proto__\":{\"role\":\"admin\",\"isAdmin\":true}", "\"constructor\":{\"prototype\":{\"isAdmin\":true}}",
            "\"role\":\"admin\",\"Role\":\"admin\",\"<Role>k__BackingField\":\"admin\"", "\"extra\":{\"a\":1},\"Extra\":{\"a\":1},\"unknown\":1",
        ]);

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J03_a_required_argument_is_missing(Client client, Split split)
    {
        foreach (var (arguments, told) in ((string, string)[])[("{}", "argument 'trip' is missing"), ("""{"trip":{"to":{}}}""", "argument 'trip.to.name' is missing")])
        {
            foreach (var run in await RunAsync(client, split, "Book", arguments))
            {
                Assert.Equal([told], run.Told);
                Assert.Equal((ToolFailure.BadArguments, arguments, "done"), (run.Call.Result?.Failure, run.Call.ArgumentsJson, run.Result?.Text));
            }
        }

        Assert.Empty(_tools.Calls);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J04_arguments_beyond_the_tools_own_bind_to_nothing(Client client, Split split)
    {
        const string Extra = """{"trip":{"to":{"name":"Lyon","x":1},"role":"admin"},"cancellationToken":{"isCancellationRequested":true},"context":{"toolName":"Other","callId":"x"},"services":{},"isAdmin":true,"this":{"isAdmin":true},"seat":9}""";

        var runs = await RunAsync(client, split, "Book", Extra);

        Assert.All(runs, run => Assert.Equal(["Lyon x1 guest False Book c1 True False"], run.Told));
        Assert.Equal(runs.Count, _tools.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J04_a_type_that_takes_no_others_says_so(Client client, Split split)
    {
        var runs = await RunAsync(client, split, "Close", """{"closed":{"a":1,"b":2}}""");

        Assert.All(runs, run => Assert.Equal(["argument 'closed.b': is not known here"], run.Told));
        Assert.All(runs, run => Assert.Equal(ToolFailure.BadArguments, run.Call.Result?.Failure));
        Assert.Empty(_tools.Calls);
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public async Task J05_an_argument_of_the_wrong_type(Client client, string tool, string arguments, string told)
    {
        foreach (var run in await RunAsync(client, Split.Whole, tool, arguments))
        {
            Assert.Equal([told], run.Told);
            Assert.Equal((ToolFailure.BadArguments, "done"), (run.Call.Result?.Failure, run.Result?.Text));
        }

        Assert.Empty(_tools.Calls);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J05_a_number_that_is_none(Client client, Split split)
    {
        var runs = await RunAsync(client, split, "Weigh", """{"kilograms":1e999,"label":"a"}""");

        Assert.All(runs, run => Assert.Equal(["argument 'kilograms': got 1e999, expected a number"], run.Told));
        Assert.Empty(_tools.Calls);
    }

    [Theory]
    [MemberData(nameof(ReadByRule))]
    public async Task J05_what_a_stated_rule_reads_is_told_and_Strict_refuses_it(Client client, string arguments, string read, string mendings)
    {
        foreach (var run in await RunAsync(client, Split.Whole, "Weigh", arguments))
        {
            Assert.Equal((read, mendings), (run.Call.Result?.Content, string.Join("; ", run.Call.Mendings)));
        }

        foreach (var run in await RunAsync(client, Split.Whole, "Weigh", arguments, () => new() { StrictArguments = true }))
        {
            Assert.Equal((mendings.Length > 0 ? ToolFailure.BadArguments : null, 0), (run.Call.Result?.Failure, run.Call.Mendings.Count));
        }
    }

    [Theory]
    [MemberData(nameof(Smuggled))]
    public async Task J07_a_payload_chooses_no_type_and_sets_nothing_that_is_closed(Client client, string smuggled)
    {
        var runs = await RunAsync(client, Split.Whole, "Book", $$$"""{"trip":{{{{smuggled}}},"to":{{{{smuggled}}},"name":"Lyon"}},{{{smuggled}}}}""");

        Assert.All(runs, run => Assert.Equal(["Lyon x1 guest False Book c1 True False"], run.Told));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "Microsoft.VisualBasic.Core");
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J07_of_several_kinds_only_a_declared_one_can_be_named(Client client, Split split)
    {
        foreach (var (kind, told) in ((string, string)[])
        [
            ("\"circle\",\"radius\":1", "Circle"),
            ("\"hidden\",\"path\":\"/etc/passwd\"", "argument 'shape[\"$type\"]': got \"hidden\", expected one of circle, box"),
            ($"\"{typeof(BookingTools.Hidden).FullName}\",\"path\":\"/\"", $"argument 'shape[\"$type\"]': got \"{typeof(BookingTools.Hidden).FullName}\", expected one of circle, box"),
        ])
        {
            var runs = await RunAsync(client, split, "Draw", $$$"""{"shape":{"$type":{{{kind}}}}}""");

            Assert.All(runs, run => Assert.Equal([told], run.Told));
        }

        Assert.All(_tools.Calls, call => Assert.Equal("Circle", call));
    }

    private Task<IReadOnlyList<ToolRun>> RunAsync(Client client, Split split, string tool, string arguments, Func<ToolLoopOptions>? options = null) =>
        ToolRun.AllAsync(client, split, () => new ToolSet().With(_tools), [[new(tool, arguments)]], options);
}

file static class Sets
{
    public static ToolSet With(this ToolSet set, BookingTools tools)
    {
        set.Add(tools);
        return set;
    }
}
