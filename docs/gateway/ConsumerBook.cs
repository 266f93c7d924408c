using System.Security.Cryptography;
using System.Text;

namespace Gateway;

/// <summary>Who may ask, and how many requests of each are under way.</summary>
internal sealed class ConsumerBook(GatewayOptions options)
{
    private const string Scheme = "Bearer ";
    // By the hash of the key: how long a wrong one takes tells nothing of the right one.
    private readonly Dictionary<string, ConsumerSlot> _slots = options.Consumers.ToDictionary(consumer => consumer.KeyHash, consumer => new ConsumerSlot(consumer), StringComparer.OrdinalIgnoreCase);
    private readonly ConsumerSlot? _anybody = options.IsOpen ? new ConsumerSlot(new Consumer("anybody", "", int.MaxValue)) : null;

    /// <summary>Whose request it is; the key is taken off, for it is none of the servers' business.</summary>
    /// <returns><see langword="null"/> for nobody who is known.</returns>
    public ConsumerSlot? Find(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        request.Headers.Remove("Authorization");
        return _anybody ?? (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? _slots.GetValueOrDefault(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()))))
            : null);
    }
}

/// <summary>A consumer's requests under way; each leaves when its answer has ended.</summary>
internal sealed class ConsumerSlot(Consumer consumer)
{
    private int _count;

    public string Name => consumer.Name;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= consumer.MaxRequests)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
