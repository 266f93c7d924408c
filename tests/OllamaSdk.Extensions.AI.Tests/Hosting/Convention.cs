using System.Diagnostics;
using OpenTelemetry.Metrics;

namespace OllamaSdk.Extensions.AI.Tests.Hosting;

/// <summary>
/// The names of OpenTelemetry's conventions for generative AI, compared with their pages (spans and metrics, up to version 1.41) and not taken from this SDK: which
/// attributes a span or a metric must have, and which it may have besides.
/// </summary>
internal static class Convention
{
    private static readonly string[] s_server = ["server.address", "server.port"];

    private static readonly HashSet<string> s_inference =
    [
        "gen_ai.request.choice.count", "gen_ai.request.seed", "gen_ai.request.stream", "gen_ai.request.frequency_penalty", "gen_ai.request.max_tokens",
        "gen_ai.request.presence_penalty", "gen_ai.request.stop_sequences", "gen_ai.request.temperature", "gen_ai.request.top_k", "gen_ai.request.top_p",
        "gen_ai.output.type", "gen_ai.conversation.id", "gen_ai.response.id", "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_creation.input_tokens",
        "gen_ai.usage.reasoning.output_tokens", "gen_ai.response.time_to_first_chunk", "gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.output.messages",
        "gen_ai.tool.definitions", "error.type",
    ];

    private static readonly HashSet<string> s_tool =
        ["gen_ai.tool.call.id", "gen_ai.tool.description", "gen_ai.tool.type", "gen_ai.tool.call.arguments", "gen_ai.tool.call.result", "error.type"];

    /// <summary>What is wrong with a span; empty where nothing is.</summary>
    public static IEnumerable<string> Faults(Activity span)
    {
        var operation = span.GetTagItem("gen_ai.operation.name") as string;
        if (operation == "execute_tool")
        {
            return Faults(span, ["gen_ai.operation.name", "gen_ai.tool.name"], s_tool, ActivityKind.Internal, $"execute_tool {span.GetTagItem("gen_ai.tool.name")}");
        }

        string[] required =
        [
            "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.response.model", "gen_ai.response.finish_reasons",
            "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", .. s_server,
        ];
        return Faults(span, required, s_inference, ActivityKind.Client, $"{operation} {span.GetTagItem("gen_ai.request.model")}");
    }

    /// <summary>What is wrong with a metric; empty where nothing is.</summary>
    public static IEnumerable<string> Faults(MetricSnapshot metric)
    {
        var (unit, more) = metric.Name switch
        {
            "gen_ai.client.operation.duration" => ("s", (string[])["error.type"]),
            "gen_ai.client.token.usage" => ("{token}", ["gen_ai.token.type"]),
            "gen_ai.client.operation.time_to_first_chunk" or "gen_ai.client.operation.time_per_output_chunk" => ("s", []),
            _ => ("", []),
        };
        if (unit != metric.Unit || metric.MetricType != MetricType.Histogram)
        {
            yield return $"{metric.Name} in '{metric.Unit}' as {metric.MetricType}";
        }

        foreach (var point in metric.MetricPoints)
        {
            var tags = new List<string>();
            foreach (var tag in point.Tags)
            {
                tags.Add(tag.Key);
            }

            var required = (string[])["gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "server.address", "server.port", .. metric.Name.EndsWith("usage", StringComparison.Ordinal) ? more : []];
            foreach (var fault in required.Except(tags).Select(name => $"{metric.Name} lacks {name}").Concat(tags.Except([.. required, .. more, "gen_ai.response.model"]).Select(name => $"{metric.Name} has {name}")))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Faults(Activity span, string[] required, HashSet<string> more, ActivityKind kind, string name)
    {
        var tags = span.TagObjects.Select(tag => tag.Key).ToList();
        return required.Except(tags).Select(tag => $"{span.DisplayName} lacks {tag}")
            .Concat(tags.Except(required).Except(more).Select(tag => $"{span.DisplayName} has {tag}"))
            .Concat(span.Kind == kind && span.DisplayName == name ? [] : [$"{span.DisplayName}, {span.Kind}"]);
    }
}
