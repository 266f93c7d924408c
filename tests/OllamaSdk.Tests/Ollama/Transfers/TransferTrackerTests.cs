using OllamaSdk.TestKit;
using OllamaSdk.Transfers;

namespace OllamaSdk.Tests.Transfers;

/// <summary>What progress lines add up to, whatever numbers a server sends.</summary>
public sealed class TransferTrackerTests
{
    private readonly FakeClock _clock = new();
    private readonly TransferTracker _tracker;

    public TransferTrackerTests() => _tracker = new TransferTracker(_clock);

    public static TheoryData<long?, long?, double?> Numbers => new()
    {
        { null, null, null }, { 0, 0, null }, { null, 0, null }, { 5, 0, null }, { 5, null, null }, { null, 100, 0 }, { 0, 100, 0 }, { 25, 100, 0.25 },
        { 100, 100, 1 }, { 150, 100, 1 }, { -5, 100, 0 }, { 5, -100, null }, { long.MaxValue, long.MaxValue, 1 }, { long.MinValue, long.MinValue, null },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void I09_the_fraction_is_from_0_to_1_or_unknown(long? completed, long? total, double? expected)
    {
        var progress = Add("a", completed, total);

        Assert.Equal(expected, progress.Fraction);
        Assert.Equal(expected, Assert.Single(progress.Layers).Fraction);
    }

    [Fact]
    public void Layers_that_interleave_are_added_up_in_the_order_of_appearance()
    {
        Add("a", null, 100);
        Add("b", 10, 50);
        Add("a", 40, 100);
        var progress = Add("b", 20, 50);

        Assert.Equal([new LayerProgress("a", 40, 100), new LayerProgress("b", 20, 50)], progress.Layers);
        Assert.Equal((60, 150, 0.4), (progress.CompletedBytes, progress.TotalBytes, progress.Fraction));
    }

    [Fact]
    public void A_line_without_a_digest_changes_no_layer()
    {
        Add("a", 40, 100);

        var progress = _tracker.Add(new ModelProgress { Status = "pulling manifest" });

        Assert.Equal("pulling manifest", progress.Status);
        Assert.Equal(40, progress.CompletedBytes);
        Assert.Equal("pulling manifest", _tracker.Add(new ModelProgress()).Status);
    }

    [Theory]
    [InlineData("verifying sha256 digest")]
    [InlineData("writing manifest")]
    [InlineData("pushing manifest")]
    [InlineData("success")]
    public void Words_that_come_when_all_is_there_complete_every_layer(string status)
    {
        Add("a", 40, 100);
        Add("b", null, 50);
        Add("unknown", null, null);

        var progress = _tracker.Add(new ModelProgress { Status = status });

        Assert.Equal((150, 150, 1.0, TimeSpan.Zero), (progress.CompletedBytes, progress.TotalBytes, progress.Fraction, progress.Remaining));
        Assert.Equal(150, _tracker.MostCompleted);
    }

    [Fact]
    public void I09_a_missing_total_keeps_the_one_before()
    {
        Add("a", 40, 100);

        Assert.Equal(0.5, Add("a", 50, null).Fraction);
    }

    [Fact]
    public void Sizes_are_64_bit_and_their_sum_never_overflows()
    {
        const long five = 5L * 1024 * 1024 * 1024;
        Assert.Equal((five, 2 * five), (Add("a", five, 2 * five).CompletedBytes, Add("a", five, 2 * five).TotalBytes));

        Add("b", long.MaxValue, long.MaxValue);
        var progress = Add("c", long.MaxValue, long.MaxValue);

        Assert.Equal((long.MaxValue, long.MaxValue, 1), (progress.CompletedBytes, progress.TotalBytes, progress.Fraction));
    }

    [Fact]
    public void The_rate_and_the_time_left_come_from_the_clock()
    {
        var first = Add("a", 0, 1000);
        Assert.Null(first.BytesPerSecond);
        Assert.Null(first.Remaining);

        _clock.Advance(TimeSpan.FromSeconds(2));
        var second = Add("a", 200, 1000);

        Assert.Equal(100, second.BytesPerSecond);
        Assert.Equal(TimeSpan.FromSeconds(8), second.Remaining);
    }

    [Fact]
    public void What_was_there_when_a_pull_is_resumed_has_no_part_in_the_rate()
    {
        _tracker.Add(new ModelProgress { Status = "pulling manifest" });
        _clock.Advance(TimeSpan.FromSeconds(1));
        Add("a", 900_000, 900_000);
        Assert.Equal(0, Add("b", 500_000, 1_000_000).BytesPerSecond);

        _clock.Advance(TimeSpan.FromSeconds(1));

        var progress = Add("b", 500_200, 1_000_000);
        Assert.Equal((100, 1_400_200), (progress.BytesPerSecond, progress.CompletedBytes));
        Assert.Equal(TimeSpan.FromSeconds(4998), progress.Remaining);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_five_seconds()
    {
        for (var i = 0; i <= 10; i++)
        {
            Add("a", i * 1000, 100_000);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        // 1000 in the second before, 100 in each one since.
        for (var i = 1; i <= 5; i++)
        {
            Add("a", 10_000 + (i * 100), 100_000);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(100, Add("a", 10_600, 100_000).BytesPerSecond!.Value, 0.001);
    }

    [Fact]
    public void Many_lines_at_one_moment_give_no_rate_and_no_infinity()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Null(Add("a", i, 100).BytesPerSecond);
        }

        Assert.Null(Add("a", 99, 100).Remaining);
        Assert.Equal(TimeSpan.Zero, Add("a", 100, 100).Remaining);
    }

    [Fact]
    public void I09_going_back_begins_the_rate_anew()
    {
        Add("a", 0, 1000);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Add("a", 900, 1000);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var back = Add("a", 100, 1000);
        Assert.Null(back.BytesPerSecond);
        Assert.Equal(0.1, back.Fraction);
        Assert.Equal(900, _tracker.MostCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(50, Add("a", 150, 1000).BytesPerSecond);
    }

    [Fact]
    public void A_rate_near_zero_gives_no_time_left_beyond_what_a_TimeSpan_holds()
    {
        Add("a", 0, long.MaxValue);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Null(Add("a", 1, long.MaxValue).Remaining);
    }

    private TransferProgress Add(string digest, long? completed, long? total) =>
        _tracker.Add(new ModelProgress { Status = "pulling " + digest, Digest = digest, Completed = completed, Total = total });
}
