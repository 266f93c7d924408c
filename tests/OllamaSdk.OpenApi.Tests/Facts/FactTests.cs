namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>A description says what is known of the servers, no less and no more, and the library has all of it.</summary>
public sealed class FactTests
{
    public static TheoryData<string> Apis => [.. ApiFacts.All.Keys];

    public static TheoryData<string, string> Routes => Each(facts => facts.Routes.Keys);

    public static TheoryData<string, string> Schemas => Each(facts => facts.Fields.Keys);

    public static TheoryData<string, string> OpenStrings => Each(facts => facts.Words.Keys);

    [Theory]
    [MemberData(nameof(Apis))]
    public void All_routes_are_described(string api) => AssertSame(ApiFacts.All[api].Routes.Keys, ApiFacts.All[api].Described.Operations.Keys);

    [Theory]
    [MemberData(nameof(Routes))]
    public void Route_is_a_method_or_says_why_not(string api, string route)
    {
        var facts = ApiFacts.All[api];
        var expected = facts.Routes[route];
        var operation = facts.Described.Operations[route];
        if (expected is [ApiFacts.NoMethod])
        {
            Assert.True(Described.IsSkipped(operation), $"{route} has a method now; write its name into the table.");
            Assert.StartsWith("Left out of the C#, because ", operation["description"]?.GetValue<string>(), StringComparison.Ordinal);
            expected = [];
        }

        AssertSame(expected, facts.Code.Methods[route]);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public void No_method_has_another_route(string api) =>
        Assert.Empty(ApiFacts.All[api].Code.Methods.Select(route => route.Key).Except(ApiFacts.All[api].Routes.Keys));

    [Theory]
    [MemberData(nameof(Apis))]
    public void All_objects_are_described(string api) => AssertSame(ApiFacts.All[api].Fields.Keys, ApiFacts.All[api].Described.Fields.Keys);

    [Theory]
    [MemberData(nameof(Schemas))]
    public void All_fields_are_described(string api, string schema)
    {
        var facts = ApiFacts.All[api];
        AssertSame(facts.Fields[schema], facts.Described.Fields[schema]);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void All_described_fields_are_on_the_model(string api, string schema)
    {
        var facts = ApiFacts.All[api];
        if (!facts.Described.IsSkippedSchema(schema))
        {
            AssertSame(facts.Described.Fields[schema], facts.Code.FieldsOf(schema));
        }
    }

    [Fact]
    public void There_are_20_native_options() => Assert.Equal(20, ApiFacts.Native.Described.Fields["ModelOptions"].Length);

    [Theory]
    [MemberData(nameof(Apis))]
    public void All_open_strings_are_described(string api) => AssertSame(ApiFacts.All[api].Words.Keys, ApiFacts.All[api].Described.Words.Keys);

    [Theory]
    [MemberData(nameof(OpenStrings))]
    public void All_words_are_described_and_known(string api, string openString)
    {
        var facts = ApiFacts.All[api];
        AssertSame(facts.Words[openString], facts.Described.Words[openString]);
        AssertSame(facts.Words[openString], facts.Code.WordsOf(openString));
    }

    private static TheoryData<string, string> Each(Func<ApiFacts, IEnumerable<string>> keys)
    {
        var data = new TheoryData<string, string>();
        foreach (var (api, facts) in ApiFacts.All)
        {
            foreach (var key in keys(facts))
            {
                data.Add(api, key);
            }
        }

        return data;
    }

    /// <summary>Compares without order; the message of a failure shows both lists whole.</summary>
    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
}
