using System.Text.Json.Nodes;
using OllamaSdk.OpenAI;

namespace OllamaSdk.OpenApi.Tests.OpenAI;

/// <summary>Whatever real servers were recorded to read and to send fits the models, with no member left over.</summary>
public sealed class RecordedTests
{
    /// <summary>Members that are meant to be left over, because they belong to one server alone.</summary>
    private static readonly string[] Intended = ["ChatCompletionRequest.chat_template_kwargs"];

    public static TheoryData<string> All => [.. RecordedExchange.Names];

    public static TheoryData<string> WithRequest => [.. RecordedExchange.Names.Where(name => new RecordedExchange(name).Request is not null)];

    [Fact]
    public void The_recordings_are_there() => Assert.Equal(37, RecordedExchange.Names.Count());

    [Theory]
    [MemberData(nameof(All))]
    public void No_member_of_an_answer_is_left_over(string name)
    {
        var exchange = new RecordedExchange(name);

        Assert.NotEmpty(exchange.Answers);
        Assert.All(exchange.Answers, answer => Assert.Empty(Leftovers.In(Wire.Read(exchange.AnswerType, answer)).Except(Intended)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_answer_is_written_as_it_was_read(string name)
    {
        var exchange = new RecordedExchange(name);

        // Vectors lose digits, and base64 becomes numbers: EmbeddingVectorTests looks at those.
        if (exchange.AnswerType != typeof(EmbeddingList))
        {
            Assert.All(exchange.Answers, answer => AssertSame(answer, Wire.Write(Wire.Read(exchange.AnswerType, answer))));
        }
    }

    [Theory]
    [MemberData(nameof(WithRequest))]
    public void A_request_is_written_as_it_was_read(string name)
    {
        var exchange = new RecordedExchange(name);
        var request = Wire.Read(exchange.RequestType, exchange.Request!);

        Assert.Empty(Leftovers.In(request).Except(Intended));
        AssertSame(exchange.Request!, Wire.Write(request));
    }

    /// <summary>Nulls count where they are written, not where they were read.</summary>
    private static void AssertSame(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(Wire.WithoutNulls(expected), JsonNode.Parse(actual)), $"expected: {expected}\nactual: {actual}");
}
