{{ copy_history(source('gitlab_ops', 'members'), 'id', ['access_level', 'source_id', 'source_type', 'user_id']) }}
