using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk.BulkJobs.Http;

/// <summary>What is asked of jobs over HTTP, each as a plain delegate: nothing here is found by reflection.</summary>
internal static class JobRoutes
{
    public static Task ListAsync(HttpContext context) => AnswerAsync(context, async jobs =>
    {
        var all = new List<JobDocument>();
        await foreach (var job in jobs.ListAsync(context.RequestAborted).ConfigureAwait(false))
        {
            all.Add(JobDocument.Of(job));
        }

        await WriteAsync(context, StatusCodes.Status200OK, new JobsDocument(all), JobJson.Default.JobsDocument).ConfigureAwait(false);
    });

    public static Task CreateAsync(HttpContext context) => AnswerAsync(context, async jobs =>
    {
        var wanted = await JsonSerializer.DeserializeAsync(context.Request.Body, JobJson.Default.NewJobDocument, context.RequestAborted).ConfigureAwait(false)
            ?? throw new ArgumentException("The body is no job.");
        await JobAsync(context, await jobs.CreateAsync(wanted.ToJob(), context.RequestAborted).ConfigureAwait(false), StatusCodes.Status201Created).ConfigureAwait(false);
    });

    public static RequestDelegate One(Func<LlmBulkJobs, string, CancellationToken, Task<LlmBulkJobStatus?>> ask) => context => AnswerAsync(context, async jobs =>
        await JobAsync(context, await ask(jobs, Id(context), context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false));

    public static Task ProgressAsync(HttpContext context) => AnswerAsync(context, async jobs =>
    {
        if (await jobs.GetAsync(Id(context), context.RequestAborted).ConfigureAwait(false) is null)
        {
            await JobAsync(context, null).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        await ProgressStream.WriteAsync(context.Response, jobs.WatchAsync(Id(context), cancellationToken: context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
    });

    public static Task RefuseAsync(HttpContext context, int status, string reason) => WriteAsync(context, status, new ErrorDocument(reason), JobJson.Default.ErrorDocument);

    private static string Id(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    private static Task JobAsync(HttpContext context, LlmBulkJobStatus? job, int status = StatusCodes.Status200OK) => job is null
        ? RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no job {(LlmBulkJob.IsId(Id(context)) ? Id(context) : "of that name")}.")
        : WriteAsync(context, status, JobDocument.Of(job), JobJson.Default.JobDocument);

    private static async Task AnswerAsync(HttpContext context, Func<LlmBulkJobs, Task> answer)
    {
        var jobs = context.RequestServices.GetService<LlmBulkJobs>() ?? new LlmBulkJobs(context.RequestServices.GetRequiredService<IGrainFactory>());
        try
        {
            await answer(jobs).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted && e is ArgumentException or JsonException or InvalidOperationException)
        {
            await RefuseAsync(context, e is InvalidOperationException ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest, e is JsonException ? "The body is not the JSON of a job." : Words(e)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    }

    // .NET appends the name of the parameter, which is ours and says nothing to whoever asked.
    private static string Words(Exception error) =>
        error is ArgumentException { ParamName: { } name } ? error.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : error.Message;

    private static async Task WriteAsync<T>(HttpContext context, int status, T document, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(context.Response.Body, document, type, context.RequestAborted).ConfigureAwait(false);
    }
}
