using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OllamaSdk.BulkJobs.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Gives a web application an interface to bulk jobs.</summary>
public static class LlmBulkEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the bulk jobs of the cluster: <c>GET /jobs</c> lists them, <c>POST /jobs</c> creates one, <c>GET /jobs/ID</c> shows one, <c>GET /jobs/ID/progress</c>
    /// tells of one as server-sent events, and <c>POST /jobs/ID/pause</c>, <c>resume</c> and <c>cancel</c> change it. All is JSON. The application is a silo, or has a
    /// client of the cluster.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="key">
    /// What a request must have as <c>Authorization: Bearer KEY</c>, unless it comes from the same machine, straight and not from a page in a browser. Where it is
    /// <see langword="null"/> or empty, others may not ask at all.
    /// </param>
    /// <param name="pattern">The path.</param>
    /// <returns>The routes, for what else shall hold for them.</returns>
    public static RouteGroupBuilder MapLlmBulkJobs(this IEndpointRouteBuilder endpoints, string? key = null, [StringSyntax("Route")] string pattern = "/jobs")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var check = new KeyCheck(key);
        var group = endpoints.MapGroup(pattern);
        group.MapGet("/", Checked(JobRoutes.ListAsync));
        group.MapPost("/", Checked(JobRoutes.CreateAsync));
        group.MapGet("/{id}", Checked(JobRoutes.One((jobs, id, token) => jobs.GetAsync(id, token))));
        group.MapGet("/{id}/progress", Checked(JobRoutes.ProgressAsync));
        group.MapPost("/{id}/pause", Checked(JobRoutes.One((jobs, id, token) => jobs.PauseAsync(id, token))));
        group.MapPost("/{id}/resume", Checked(JobRoutes.One((jobs, id, token) => jobs.ResumeAsync(id, token))));
        group.MapPost("/{id}/cancel", Checked(JobRoutes.One((jobs, id, token) => jobs.CancelAsync(id, token))));
        return group;

        RequestDelegate Checked(RequestDelegate next) => context =>
            check.Refuse(context.Request) is var (status, reason) ? JobRoutes.RefuseAsync(context, status, reason) : next(context);
    }
}
