using System.Data.Common;

namespace Leeway.Stores.Tests.Databases;

/// <summary>A connection broke after the database executed a statement.</summary>
internal sealed class LostAnswerException() : DbException("The connection is broken.");
