using OllamaSdk.ApiCalls;

namespace OllamaSdk.Transfers;

/// <summary>Uploads one blob: asks first whether the server has it, sends it, and begins again where a connection broke and the source can be set back.</summary>
internal sealed class BlobUploader(IOllamaBlobsApi api, ApiRunner runner)
{
    /// <summary>Whether the server has the blob.</summary>
    public async Task<bool> ExistsAsync(string digest, CallOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            await api.CheckBlobAsync(BlobDigest.Check(digest), options, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LlmApiException e) when (e.Status == 404)
        {
            return false;
        }
    }

    /// <param name="source">Read from where it stands; stays open.</param>
    /// <param name="digest">Its digest, where the caller knows it.</param>
    /// <param name="name">What progress calls it while the digest is unknown.</param>
    /// <param name="progress">Told of hashing and sending.</param>
    /// <param name="options">Settings of the requests.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    public async Task<string> UploadAsync(
        Stream source, string? digest, string name, IProgress<TransferProgress>? progress, CallOptions? options, CancellationToken cancellationToken)
    {
        if (digest is not null)
        {
            BlobDigest.Check(digest);
        }
        else if (!source.CanSeek)
        {
            var spool = Spool.Create();
            await using (spool.ConfigureAwait(false))
            {
                var spooled = await Spool.FillAsync(spool, source, cancellationToken).ConfigureAwait(false);
                return await UploadAsync(spool, spooled, name, progress, options, cancellationToken).ConfigureAwait(false);
            }
        }

        var tracker = new TransferTracker(runner.Clock);
        var start = source.CanSeek ? source.Position : 0;
        var length = source.CanSeek ? Math.Max(0, source.Length - start) : -1;
        var known = digest is not null;
        if (!known)
        {
            progress?.Report(tracker.Add($"hashing {name}", null, null, null));
            digest = await BlobDigest.ComputeAsync(source, null, cancellationToken).ConfigureAwait(false);
            source.Position = start;
        }

        if (await ExistsAsync(digest!, options, cancellationToken).ConfigureAwait(false))
        {
            progress?.Report(tracker.Add($"using existing {name}", digest, length, length));
            return digest!;
        }

        void Sent(long bytes) => progress?.Report(tracker.Add($"uploading {name}", digest, bytes, length));
        await SendAsync(source, length, digest!, known, Sent, options, cancellationToken).ConfigureAwait(false);
        return digest!;
    }

    private async Task SendAsync(
        Stream source, long length, string digest, bool digestIsCallers, Action<long> sent, CallOptions? options, CancellationToken cancellationToken)
    {
        using var content = new UploadContent(source, length, sent);
        for (var retries = 0; ; retries++)
        {
            try
            {
                await api.UploadBlobAsync(digest, content, options, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception) when (content.Failure is not null)
            {
                content.Failure.Throw();
            }
            catch (LlmApiException e) when (e.Status == 400 && !digestIsCallers && e.ServerMessage.Contains("digest mismatch", StringComparison.Ordinal))
            {
                throw new LlmUploadException("What is uploaded changed between hashing and sending: the server found another digest.", e) { Endpoint = e.Endpoint, RequestId = e.RequestId, Attempts = e.Attempts };
            }
            catch (LlmException e) when (MaySendAgain(e) && source.CanSeek && retries < runner.RetriesOf(options))
            {
                await runner.WaitBeforeRetryAsync(retries, cancellationToken).ConfigureAwait(false);
                // The connection may have broken after the last byte had arrived.
                if (await ExistsAsync(digest, options, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    // A blob has the name of its content, so to send it twice changes nothing.
    private static bool MaySendAgain(LlmException failure) =>
        failure is LlmConnectionException or LlmTimeoutException { Timer: LlmTimer.FirstByte };
}
