namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>The description says what is known of the server, no less and no more, and the library has all of it.</summary>
public sealed class NativeFactTests
{
    public static TheoryData<string> Routes => [.. NativeRoutes.Methods.Keys];

    public static TheoryData<string> Schemas => [.. NativeFields.BySchema.Keys];

    public static TheoryData<string> OpenStrings => [.. NativeFields.Words.Keys];

    [Fact]
    public void All_routes_are_described() => AssertSame(NativeRoutes.Methods.Keys, Described.Operations.Keys);

    [Theory]
    [MemberData(nameof(Routes))]
    public void Route_is_a_method_or_says_why_not(string route)
    {
        var expected = NativeRoutes.Methods[route];
        var operation = Described.Operations[route];
        if (expected is [NativeRoutes.NoMethod])
        {
            Assert.True(Described.IsSkipped(operation), $"{route} has a method now; write its name into the table.");
            Assert.StartsWith("Left out of the C#, because ", operation["description"]?.GetValue<string>(), StringComparison.Ordinal);
            expected = [];
        }

        AssertSame(expected, GeneratedCode.Methods[route]);
    }

    [Fact]
    public void No_method_has_another_route() =>
        Assert.Empty(GeneratedCode.Methods.Select(route => route.Key).Except(NativeRoutes.Methods.Keys));

    [Fact]
    public void All_objects_are_described() => AssertSame(NativeFields.BySchema.Keys, Described.Fields.Keys);

    [Theory]
    [MemberData(nameof(Schemas))]
    public void All_fields_are_described(string schema) => AssertSame(
        NativeFields.BySchema[schema].Where(field => !NativeFields.LeftOut.ContainsKey($"{schema} {field}")), Described.Fields[schema]);

    [Theory]
    [MemberData(nameof(Schemas))]
    public void All_described_fields_are_on_the_model(string schema)
    {
        if (!Described.IsSkippedSchema(schema))
        {
            AssertSame(Described.Fields[schema], GeneratedCode.FieldsOf(schema));
        }
    }

    [Fact]
    public void Only_known_fields_are_left_out() => Assert.Empty(NativeFields.LeftOut.Keys.Except(
        NativeFields.BySchema.SelectMany(schema => schema.Value.Select(field => $"{schema.Key} {field}"))));

    [Fact]
    public void There_are_20_options() => Assert.Equal(20, Described.Fields["ModelOptions"].Length);

    [Fact]
    public void All_open_strings_are_described() => AssertSame(NativeFields.Words.Keys, Described.Words.Keys);

    [Theory]
    [MemberData(nameof(OpenStrings))]
    public void All_words_are_described_and_known(string openString)
    {
        AssertSame(NativeFields.Words[openString], Described.Words[openString]);
        AssertSame(NativeFields.Words[openString], GeneratedCode.WordsOf(openString));
    }

    /// <summary>Compares without order; the message of a failure shows both lists whole.</summary>
    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
}
