namespace Leeway.RichText;

/// <summary>The members of nodes and marks.</summary>
internal enum AdfMember
{
    Unknown,
    Type,
    Text,
    Attributes,
    Marks,
    Content,
}
