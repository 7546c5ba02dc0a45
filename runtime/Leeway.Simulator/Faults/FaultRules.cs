namespace Leeway.Simulator.Faults;

/// <summary>Faults for what they affect, in the order in which they were added. Each is taken a number of times.</summary>
internal sealed class FaultRules<TFault, TSubject>
    where TFault : class
{
    private readonly Lock _lock = new();
    private readonly List<Rule> _rules = [];

    public void Add(TFault fault, Func<TSubject, bool>? when, int times)
    {
        lock (_lock)
        {
            _rules.Add(new Rule(fault, when, times));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    public TFault? Take(TSubject subject)
    {
        lock (_lock)
        {
            for (int i = 0; i < _rules.Count; i++)
            {
                Rule rule = _rules[i];
                if (rule.When is null || rule.When(subject))
                {
                    if (--rule.Remaining <= 0)
                    {
                        _rules.RemoveAt(i);
                    }

                    return rule.Fault;
                }
            }

            return null;
        }
    }

    private sealed class Rule(TFault fault, Func<TSubject, bool>? when, int times)
    {
        public TFault Fault => fault;

        public Func<TSubject, bool>? When => when;

        public int Remaining { get; set; } = times;
    }
}
