using System.Text.Json;

namespace OllamaSdk.Tests.Api.Decisions;

/// <summary>Questions as they are sent, and answers as they are read.</summary>
public sealed class DecisionFormTests
{
    [Fact]
    public void Questions_and_options_are_sent_as_they_are_named_and_in_their_order()
    {
        var request = SystemOneRequest.About("It came late.",
            ("Zorn & Ärger", SystemOneQuestion.YesNo("Is the writer angry?")),
            ("aPolite", SystemOneQuestion.YesNo("Polite?", yes: "kind words")),
            ("both", SystemOneQuestion.YesNo("Both?", yes: "y", no: "n")),
            ("Topic", SystemOneQuestion.Choice("What is it about?", "Zebra_Option", "delivery", "APrice")),
            ("described", SystemOneQuestion.Choice("Which?", new Dictionary<string, string?> { ["b"] = "Transport", ["a"] = null })),
            ("tone", SystemOneQuestion.Score("How hard?", "mild", "firm", "harsh"))) with { Model = "nimble", KeepAlive = "5m" };

        Assert.Equal(
            """
            {"model":"nimble","state":"It came late.","questions":{
            "Zorn & Ärger":{"type":"noul","instructions":"Is the writer angry?"},
            "aPolite":{"type":"noul","instructions":"Polite?","criteria":{"true":"kind words"}},
            "both":{"type":"noul","instructions":"Both?","criteria":{"false":"n","true":"y"}},
            "Topic":{"type":"choice","instructions":"What is it about?","criteria":{"Zebra_Option":null,"delivery":null,"APrice":null}},
            "described":{"type":"choice","instructions":"Which?","criteria":{"b":"Transport","a":null}},
            "tone":{"type":"score","instructions":"How hard?","criteria":["mild","firm","harsh"]}},"keep_alive":300}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(request, LlmJson.Options.GetTypeInfo(typeof(SystemOneRequest))));
    }

    [Fact]
    public void Names_that_would_be_lost_are_refused()
    {
        var question = SystemOneQuestion.YesNo("q");

        Assert.Throws<ArgumentException>(() => SystemOneRequest.About("s", ("a", question), ("a", question)));
        Assert.Throws<ArgumentException>(() => SystemOneQuestion.Choice("q", "a", "b", "a"));
        Assert.Throws<ArgumentNullException>(() => SystemOneQuestion.Choice("q", "a", null!));
        Assert.Throws<ArgumentNullException>(() => SystemOneQuestion.Score("q", "a", null!));
        Assert.Throws<ArgumentNullException>(() => SystemOneRequest.About((string)null!, ("a", question)));
        Assert.Throws<ArgumentNullException>(() => SystemOneRequest.About("s", ("a", null!)));
    }

    [Fact]
    public void A_probability_of_yes_is_read()
    {
        var answer = Read("""{"type":"noul","noul":0.75}""");

        Assert.True(answer.IsYes());
        Assert.False(answer.IsYes(0.8));
        Assert.Equal((0.75, 0.25, null), (answer.ProbabilityOf("true"), answer.ProbabilityOf("false"), answer.ProbabilityOf("maybe")));
        Assert.Null(answer.Level);
    }

    [Fact]
    public void A_choice_is_read()
    {
        var answer = Read("""{"type":"choice","choice":"b","probabilities":{"b":0.9,"a":0.1},"confidence":0.531,"quota":3}""");

        Assert.Equal(("b", 0.1, null, 0.531), (answer.Choice, answer.ProbabilityOf("a"), answer.ProbabilityOf("c"), answer.Confidence));
        Assert.Equal(["b", "a"], answer.Probabilities.Keys);
        Assert.Equal(3, answer.AdditionalProperties!["quota"].GetInt32());
        Assert.Contains("'choice'", Assert.Throws<InvalidOperationException>(() => answer.IsYes()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"0":"mild","1":"firm","2":"harsh"}""")]
    [InlineData("""{"2":"harsh","0":"mild","1":"firm"}""")]
    [InlineData("""["mild","firm","harsh"]""")]
    public void A_score_is_read_whether_its_legend_is_a_map_or_a_list(string legend)
    {
        var answer = Read($$"""{"type":"score","score":1.1,"legend":{{legend}},"probabilities":{"0":0.2,"1":0.5,"2":0.3},"confidence":0.0628}""");

        Assert.Equal(["mild", "firm", "harsh"], answer.Levels);
        Assert.Equal((1.1, 1, 0.3), (answer.Score, answer.Level, answer.ProbabilityOf("2")));
    }

    [Theory]
    [InlineData("""{"type":"score","score":1.5,"probabilities":{"0":0,"2":0.5,"1":0.5}}""", 1)]
    [InlineData("""{"type":"score","score":2.5,"probabilities":{}}""", 3)]
    [InlineData("""{"type":"score","score":2.5}""", 3)]
    [InlineData("""{"type":"choice","choice":"1","probabilities":{"1":1}}""", null)]
    public void The_level_is_the_likeliest_and_of_two_the_lower(string json, int? level)
    {
        Assert.Equal(level, Read(json).Level);
        Assert.Empty(Read(json).Levels);
    }

    private static SystemOneAnswer Read(string json) => (SystemOneAnswer)JsonSerializer.Deserialize(json, LlmJson.Options.GetTypeInfo(typeof(SystemOneAnswer)))!;
}
