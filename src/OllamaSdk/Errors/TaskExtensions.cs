namespace OllamaSdk;

internal static class TaskExtensions
{
    /// <summary>Leaves a task to itself: nobody may wait for it any more, and its exception then must not count as unobserved.</summary>
    public static void Forget(this Task task) => task.ContinueWith(
        static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
