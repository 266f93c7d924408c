using NSubstitute;
using OllamaSdk.BulkJobs.Grains;
using OllamaSdk.TestKit;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>Changes that share a write, and what becomes of one that fails.</summary>
public sealed class SavedStateTests
{
    private readonly IPersistentState<object> _state = Substitute.For<IPersistentState<object>>();
    private readonly List<TaskCompletionSource> _writes = [];

    public SavedStateTests() => _state.WriteStateAsync().Returns(_ =>
    {
        lock (_writes)
        {
            _writes.Add(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _writes[^1].Task;
        }
    });

    [Fact]
    public async Task What_comes_while_one_is_written_shares_the_next()
    {
        var saved = new SavedState<object>(_state);
        var first = saved.SaveAsync();
        await WritesAsync(1);
        var later = Enumerable.Range(0, 100).Select(_ => saved.SaveAsync()).ToList();

        _writes[0].SetResult();
        await Guard.Within(first);
        await WritesAsync(2);
        Assert.All(later, one => Assert.False(one.IsCompleted));
        _writes[1].SetResult();
        await Guard.Within(Task.WhenAll(later));

        Assert.Equal(2, _writes.Count);
    }

    [Fact]
    public async Task A_write_that_fails_fails_those_that_waited_for_it_and_no_other()
    {
        var saved = new SavedState<object>(_state);
        var first = saved.SaveAsync();
        await WritesAsync(1);
        var second = saved.SaveAsync();

        _writes[0].SetException(new IOException("The storage is away."));
        await Assert.ThrowsAsync<IOException>(() => first);
        await WritesAsync(2);
        _writes[1].SetResult();

        await Guard.Within(second);
    }

    private Task WritesAsync(int count) => Guard.Within(Task.Run(async () =>
    {
        while (count > Count())
        {
            await Task.Delay(1);
        }

        int Count()
        {
            lock (_writes)
            {
                return _writes.Count;
            }
        }
    }));
}
