using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>
/// The page for people: what is asked over the ports of an emulator, and rules by hand. It lies beside the routes of the server, of which it changes none; only a browser
/// that opens the bare address comes here.
/// </summary>
internal sealed class EmulatorPage
{
    public const string Root = "/_demo";
    private const int MaxFormBytes = 256 * 1024;
    private const string RequestsPath = Root + "/requests";
    private const string RulesPath = Root + "/rules";
    private readonly HandRules _rules;

    public EmulatorPage(EmulatedServer server)
    {
        Journal = new Journal(server.Clock);
        _rules = new HandRules(server.Script, Journal);
    }

    public Journal Journal { get; }

    /// <summary>Whether a request is for the page, not for the server.</summary>
    public static bool Owns(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.Ordinal) || IsBrowserAtBareAddress(request);

    public async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        PageGuard.Protect(response);
        if (PageGuard.Refuse(request) is { } reason)
        {
            await SayAsync(response, StatusCodes.Status403Forbidden, reason).ConfigureAwait(false);
            return;
        }

        var path = request.Path.Value!;
        if (HttpMethods.IsGet(request.Method))
        {
            await ShowAsync(context, path).ConfigureAwait(false);
        }
        else if (path == RulesPath && HttpMethods.IsPost(request.Method))
        {
            await AddRuleAsync(request, response).ConfigureAwait(false);
        }
        else
        {
            response.StatusCode = Change(request.Method, path) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
        }
    }

    private static bool IsBrowserAtBareAddress(HttpRequest request) => request.Path == "/" && HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private async Task ShowAsync(HttpContext context, string path)
    {
        switch (path)
        {
            case "/":
                context.Response.Redirect(Root);
                break;
            case Root + "/events":
                await new EventFeed(Journal).SendAsync(context, PageFeeds.List(Journal, _rules)).ConfigureAwait(false);
                break;
            case var _ when NumberIn(path, RequestsPath) is { } id && Journal.Find(id) is { } visit:
                await new EventFeed(Journal).SendAsync(context, PageFeeds.One(visit)).ConfigureAwait(false);
                break;
            default:
                await PageFile.SendAsync(path[Root.Length..], context).ConfigureAwait(false);
                break;
        }
    }

    /// <returns>Whether there is something there that could be changed so.</returns>
    private bool Change(string method, string path)
    {
        switch (method, path)
        {
            case ("DELETE", RequestsPath):
                Journal.Clear();
                return true;
            case ("DELETE", RulesPath):
                _rules.Clear();
                return true;
            case ("PUT", Root + "/pause"):
            case ("DELETE", Root + "/pause"):
                Journal.IsPaused = method == "PUT";
                return true;
            case ("DELETE", _) when NumberIn(path, RulesPath) is { } id:
                return _rules.Remove(id);
            default:
                return false;
        }
    }

    private async Task AddRuleAsync(HttpRequest request, HttpResponse response)
    {
        try
        {
            using var form = await PageForm.ReadAsync(request, MaxFormBytes).ConfigureAwait(false);
            if (_rules.TryAdd(RuleForm.Read(form.RootElement)))
            {
                response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            await SayAsync(response, StatusCodes.Status409Conflict, "There are too many rules; remove some.").ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or BadHttpRequestException)
        {
            // The name of the parameter, which .NET appends, is none of the form's.
            await SayAsync(response, StatusCodes.Status400BadRequest, e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message).ConfigureAwait(false);
        }
    }

    private static async Task SayAsync(HttpResponse response, int status, string reason)
    {
        (response.StatusCode, response.ContentType) = (status, "application/json");
        await response.Body.WriteAsync(WireJson.Write(json => Answer.WriteError(json, reason)), response.HttpContext.RequestAborted).ConfigureAwait(false);
    }

    private static long? NumberIn(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal)
        && long.TryParse(path.AsSpan(folder.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
