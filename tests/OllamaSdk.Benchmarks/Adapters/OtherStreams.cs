using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OllamaSharp.Models.Chat;
using OpenAI;
using OpenAI.Chat;

namespace OllamaSdk.Benchmarks.Adapters;

/// <summary>The clients that people know, and their chat clients: OllamaSharp's own, and Microsoft's over the OpenAI package.</summary>
internal static class OtherStreams
{
    private const string Address = "http://127.0.0.1:11434";

    public static Ways Sharp(HttpMessageHandler server)
    {
        var client = new OllamaApiClient(new HttpClient(server) { BaseAddress = new Uri(Address) }, OurStreams.Model);
        return new(ReadAsync, () => OurStreams.CountAsync(client));

        async Task<long> ReadAsync()
        {
            var text = 0L;
            var request = new ChatRequest { Model = OurStreams.Model, Messages = [new Message(OllamaSharp.Models.Chat.ChatRole.User, OurStreams.Question)], Stream = true };
            await foreach (var chunk in client.ChatAsync(request))
            {
                text += chunk?.Message.Content?.Length ?? 0;
            }

            return text;
        }
    }

    public static Ways OpenAI(HttpMessageHandler server)
    {
        var client = new ChatClient(OurStreams.Model, new ApiKeyCredential("none"), new OpenAIClientOptions
        {
            Endpoint = new Uri($"{Address}/v1"),
            Transport = new HttpClientPipelineTransport(new HttpClient(server)),
        });
        var adapter = client.AsIChatClient();
        return new(ReadAsync, () => OurStreams.CountAsync(adapter));

        async Task<long> ReadAsync()
        {
            var text = 0L;
            await foreach (var update in client.CompleteChatStreamingAsync(OurStreams.Question))
            {
                foreach (var part in update.ContentUpdate)
                {
                    text += part.Text?.Length ?? 0;
                }
            }

            return text;
        }
    }
}
