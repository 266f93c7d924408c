namespace OllamaSdk.BulkJobs.Grains;

/// <summary>Which parts of a job are given out, and which one is next.</summary>
/// <param name="data">What is kept of the job.</param>
/// <param name="silos">Who is alive.</param>
/// <param name="leaseTime">How long a part stays with a worker that says nothing.</param>
/// <param name="clock">The clock.</param>
internal sealed class LeaseBook(JobData data, ISiloStatusOracle silos, TimeSpan leaseTime, TimeProvider clock)
{
    // Of leases that were kept, the time begins anew.
    private readonly Dictionary<Guid, DateTimeOffset> _until = data.Leases.ToDictionary(lease => lease.Id, _ => clock.GetUtcNow() + leaseTime);
    private readonly Queue<int> _returned = new();
    private int _cursor;

    /// <summary>How many parts are given out.</summary>
    public int Held => data.Leases.Count(lease => lease.Part >= 0);

    /// <summary>Gives out the counting, where nobody has it, or a part.</summary>
    public Lease? Take(string silo)
    {
        TakeBack();
        var part = data.Count is null ? Lease.Counting : NextPart();
        if (part is not { } number || data.Leases.Exists(lease => lease.Part == number))
        {
            return null;
        }

        var lease = new Lease { Id = Guid.NewGuid(), Part = number, Silo = silo };
        data.Leases.Add(lease);
        _until[lease.Id] = clock.GetUtcNow() + leaseTime;
        return lease;
    }

    /// <summary>Lets a worker keep its part.</summary>
    /// <returns>Whether it still had it.</returns>
    public bool Renew(Lease lease)
    {
        if (!_until.ContainsKey(lease.Id))
        {
            return false;
        }

        _until[lease.Id] = clock.GetUtcNow() + leaseTime;
        return true;
    }

    /// <summary>Ends a lease. What is not done is given out again.</summary>
    /// <returns>Whether there was one.</returns>
    public bool End(Lease lease)
    {
        if (!_until.Remove(lease.Id))
        {
            return false;
        }

        data.Leases.RemoveAll(one => one.Id == lease.Id);
        if (lease.Part >= 0 && !data.Done.Has(lease.Part))
        {
            _returned.Enqueue(lease.Part);
        }

        return true;
    }

    /// <summary>Ends all of them.</summary>
    public void EndAll()
    {
        data.Leases.Clear();
        _until.Clear();
        _returned.Clear();
        _cursor = 0;
    }

    // Orleans itself finds out who is dead. The time is for workers that hang in a silo that lives, and for silos of another life of the cluster.
    private void TakeBack()
    {
        var now = clock.GetUtcNow();
        foreach (var lease in data.Leases.Where(lease => _until[lease.Id] < now || silos.IsDeadSilo(SiloAddress.FromParsableString(lease.Silo))).ToList())
        {
            End(lease);
        }
    }

    private int? NextPart()
    {
        while (_returned.TryDequeue(out var part))
        {
            if (!data.Done.Has(part))
            {
                return part;
            }
        }

        for (; _cursor < data.Done.Count; _cursor++)
        {
            if (!data.Done.Has(_cursor) && !data.Leases.Exists(lease => lease.Part == _cursor))
            {
                return _cursor++;
            }
        }

        return null;
    }
}
