using NSubstitute;
using OllamaSdk.BulkJobs.Grains;
using OllamaSdk.TestKit;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>Which part goes to whom, and when it is given to another.</summary>
public sealed class LeaseTests
{
    private const string Silo = "127.0.0.1:1@1", Other = "127.0.0.1:2@1";

    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(60);

    private readonly FakeClock _clock = new();
    private readonly ISiloStatusOracle _silos = Substitute.For<ISiloStatusOracle>();
    private readonly JobData _data = new() { Count = 30, Done = PartSet.Of(3) };

    [Fact]
    public void Each_part_is_given_out_once()
    {
        var book = Book();

        Assert.Equal([0, 1, 2, null], Enumerable.Range(0, 4).Select(_ => book.Take(Silo)?.Part));
        Assert.Equal(3, book.Held);
    }

    [Fact]
    public void The_counting_is_given_to_one()
    {
        _data.Count = null;
        var book = Book();

        Assert.Equal(Lease.Counting, book.Take(Silo)?.Part);
        Assert.Null(book.Take(Other));
        Assert.Equal(0, book.Held);
    }

    [Fact]
    public void A_worker_that_is_not_heard_of_loses_its_part()
    {
        var book = Book();
        var (first, second) = (book.Take(Silo)!, book.Take(Silo)!);
        book.Take(Silo);

        _clock.Advance(s_time / 2);
        Assert.True(book.Renew(second));
        _clock.Advance((s_time / 2) + TimeSpan.FromSeconds(1));

        Assert.Equal([0, 2, null], Enumerable.Range(0, 3).Select(_ => book.Take(Other)?.Part));
        Assert.False(book.Renew(first));
        Assert.True(book.Renew(second));
    }

    [Fact]
    public void A_dead_silo_loses_its_parts_at_once()
    {
        var book = Book();
        book.Take(Silo);
        book.Take(Other);
        _silos.IsDeadSilo(SiloAddress.FromParsableString(Silo)).Returns(true);

        Assert.Equal([0, 2, null], Enumerable.Range(0, 3).Select(_ => book.Take(Other)?.Part));
    }

    [Fact]
    public void What_is_done_is_not_given_out_again_and_what_came_back_is()
    {
        var book = Book();
        var (first, second) = (book.Take(Silo)!, book.Take(Silo)!);
        _data.Done.Add(0);
        book.End(first);
        book.End(second);

        Assert.Equal([1, 2, null], Enumerable.Range(0, 3).Select(_ => book.Take(Silo)?.Part));
        Assert.False(book.End(second));
    }

    [Fact]
    public void Leases_outlive_the_grain_that_gave_them()
    {
        var lease = Book().Take(Silo)!;
        var book = Book();

        Assert.Equal([1, 2, null], Enumerable.Range(0, 3).Select(_ => book.Take(Other)?.Part));
        Assert.True(book.Renew(lease));
    }

    [Fact]
    public void A_million_parts_are_kept_in_125_KB()
    {
        var parts = PartSet.Of(1_000_000);

        Assert.True(parts.Add(999_999));
        Assert.False(parts.Add(999_999));
        Assert.Equal((125_000, 1), (parts.Bits.Length, parts.CountDone()));
    }

    private LeaseBook Book() => new(_data, _silos, s_time, _clock);
}
