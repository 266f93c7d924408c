namespace OllamaSdk.Tests.Faults;

/// <summary>C: a body whose framing breaks.</summary>
public sealed class FramingRows
{
    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C16_a_clean_end_without_the_mark_of_the_end(Client client, Split split)
    {
        var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + client.Item("b"));

        Assert.Equal(("Stream Incomplete", "ab"), (outcome.Word, outcome.Text));
        Assert.Equal("ab", outcome.Failure.Partial?.Content);
    }
}
