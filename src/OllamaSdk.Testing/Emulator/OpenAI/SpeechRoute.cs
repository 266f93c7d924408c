using System.Buffers.Binary;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>Text to speech: silence, the longer the more there is to say, in a WAV file. The words of the refusals are not the real server's: they were not seen.</summary>
internal sealed class SpeechRoute(EmulatedServer server) : OpenAIRoute("/v1/audio/speech", HttpMethod.Post)
{
    private const int MostCharacters = 4096;
    private const int BytesPerSecond = 8000;
    private const int BytesPerCharacter = BytesPerSecond / 20;
    private const byte Silence = 128;

    private static readonly string[] Voices = ["Freya", "Harper", "Sterling", "Toby"];

    protected override async Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken)
    {
        using var request = Parse(await incoming.ReadBodyAsync(cancellationToken).ConfigureAwait(false), "SpeechRequest");
        server.Get(request.Text("model") is { Length: > 0 } model ? model : throw RefusalException.BadRequest("model is required"));
        var (input, voice) = (request.Text("input"), request.Text("voice"));
        if (input.Length is 0 or > MostCharacters)
        {
            throw RefusalException.BadRequest(input.Length == 0 ? "input is required" : $"input must not exceed {MostCharacters} characters");
        }

        if (voice.Length > 0 && !Voices.Contains(voice))
        {
            throw RefusalException.BadRequest($"unknown voice \"{voice}\"");
        }

        return Answer.Of(200, "audio/wav", Wave(input.Length * BytesPerCharacter));
    }

    /// <summary>A WAV file of one channel with eight bits a sample.</summary>
    private static byte[] Wave(int length)
    {
        const int HeadLength = 44;
        var file = new byte[HeadLength + length];
        "RIFF    WAVEfmt "u8.CopyTo(file);
        int[] numbers = [HeadLength - 8 + length, 16, 1 | (1 << 16), BytesPerSecond, BytesPerSecond, 1 | (8 << 16), length];
        int[] places = [4, 16, 20, 24, 28, 32, 40];
        for (var index = 0; index < places.Length; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(places[index]), numbers[index]);
        }

        "data"u8.CopyTo(file.AsSpan(36));
        file.AsSpan(HeadLength).Fill(Silence);
        return file;
    }
}
