using System.Security.Cryptography;
using OllamaSdk.OpenAI;
using OllamaSdk.Soak.Clients;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Work;

/// <summary>Models and blobs on their way, and what the server tells of them.</summary>
internal static class Transfers
{
    // Each of the SDK's own three tries of a request without a body may be four on the wire.
    private const int WithoutBody = 3 * 4;

    // What the emulator says is silence.
    private const int WaveHead = 44;
    private const int WaveBytesPerCharacter = 400;

    /// <summary>A pull goes on by itself where it broke, and in the end the model is there.</summary>
    public static async Task<Ending> Pull(Call call)
    {
        var (client, model) = (call.Take(transfers: true).Native, ModelNames.Pull((int)(call.Number % ModelNames.Pullable)));
        (call.MaxPosts, call.MaxOthers, call.Longest) = (60, WithoutBody, TimeSpan.FromMinutes(2));
        TransferProgress? last = null;
        await client.PullModelAsync(model, progress => last = progress, call.Options());
        if (last is not { Status: "success", Fraction: 1 })
        {
            throw new FlawException(Flaw.Lost, $"the pull ended at {last?.Status} {last?.Fraction}");
        }

        try
        {
            // Not there any more for the next pull of it.
            await client.DeleteModelAsync(model, call.Options());
        }
        catch (LlmException e)
        {
            call.Inner.Add(e);
        }

        return Ending.Whole;
    }

    /// <summary>A blob, of a stream that can be set back or not, sometimes with a reader or a listener of ours that fails.</summary>
    public static async Task<Ending> Upload(Call call)
    {
        var client = call.Take(transfers: true).Native;
        (call.MaxPosts, call.MaxOthers) = (3, 5 * WithoutBody);
        var bytes = new byte[call.Random.Next(1, 600_000)];
        call.Random.NextBytes(bytes);
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
        var listener = call.Random.Next(8) == 0 ? new FullDisk(call.Random.Next(200)) : Stream.Null;
        await using var content = call.Random.Next(3) == 0 ? new OneWay(bytes) : new MemoryStream(bytes);
        try
        {
            var named = await client.UploadBlobAsync(content, progress: new Listener(listener), options: call.Options());
            Call.CheckWhole(digest, named);
        }
        catch (IOException e) when (FullDisk.IsFull(e) && listener is FullDisk)
        {
            return Ending.OwnFailure;
        }
        catch (IOException e) when (FullDisk.IsFull(e) && content is OneWay && call.Fleet.Disk is not null)
        {
            // The stream was to be kept in a file first, for which there was no room.
            (call.MaxPosts, call.MaxOthers) = (0, 0);
            return Ending.OwnFailure;
        }

        return await client.BlobExistsAsync(digest, call.Options()) ? Ending.Whole : throw new FlawException(Flaw.Lost, "the blob is not there");
    }

    /// <summary>A download, into a file that sometimes has no room for it.</summary>
    public static async Task<Ending> Speech(Call call)
    {
        var (client, characters) = (call.Take().OpenAI, call.Random.Next(1, 400));
        var length = WaveHead + (characters * WaveBytesPerCharacter);
        await using var sound = await client.SpeakAsync(new SpeechRequest { Model = ModelNames.Chat, Input = new string('a', characters) }, call.Options());
        if (call.Random.Next(4) == 0)
        {
            try
            {
                await sound.CopyToAsync(new FullDisk(call.Random.Next(length)));
            }
            catch (IOException e) when (FullDisk.IsFull(e))
            {
                return Ending.OwnFailure;
            }

            throw new FlawException(Flaw.Swallowed, "the full disk did not come out");
        }

        using var file = new MemoryStream();
        await sound.CopyToAsync(file);
        var bytes = file.GetBuffer().AsSpan(0, (int)file.Length);
        return bytes.Length < length ? throw new FlawException(Flaw.Lost, $"{bytes.Length} bytes of {length} came, and no failure")
            : bytes.Length > length ? throw new FlawException(Flaw.Doubled, $"{bytes.Length} bytes of {length} came")
            : !bytes.StartsWith("RIFF"u8) || bytes[WaveHead..].ContainsAnyExcept((byte)128) ? throw new FlawException(Flaw.WrongText, "the sound is not silence")
            : Ending.Whole;
    }

    public static Task<Ending> Lists(Call call)
    {
        var client = call.Take().Native;
        call.MaxOthers = WithoutBody;
        return Reading.AskAsync(call, async token =>
        {
            switch (call.Random.Next(3))
            {
                case 0:
                    Call.CheckWhole("0.40.12", await client.GetVersionAsync(call.Options(), token));
                    break;
                case 1:
                    var models = await client.ListModelsAsync(call.Options(), token);
                    Call.CheckWhole("True", models.Models.Any(model => model.Name == $"{ModelNames.Chat}:latest").ToString());
                    break;
                default:
                    var shown = await client.ShowModelAsync(ModelNames.Chat, call.Options(), token);
                    Call.CheckWhole("True", (shown.Capabilities?.Contains(ModelCapability.Tools) == true).ToString());
                    break;
            }
        });
    }

    /// <summary>Writes each step down.</summary>
    private sealed class Listener(Stream file) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => file.Write(new byte[16]);
    }

    /// <summary>A stream that can be read once, as one from a network.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
